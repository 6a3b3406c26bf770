package org.sipbrandy.ice;

/** When the controlling side nominates (RFC 8445 §8.1.1), regularly: one valid pair a component, once. */
final class Nomination {
    private final IceContext context;
    private final CheckList checkList;

    Nomination(IceContext context, CheckList checkList) {
        this.context = context;
        this.checkList = checkList;
    }

    /** Nominates at once if nothing better can come of the checks, else after a short while. */
    void nominateWhenReady(ComponentPath path, long now) {
        CheckedPair best = path.sendPair();
        if (best == null || !isOpen(path)) {
            return;
        }
        boolean waited = now - latest(path) >= 0;
        if (waited || !checkList.betterPending(best)) {
            path.nominate(best);
            checkList.enqueue(best);
        }
    }

    private boolean isOpen(ComponentPath path) {
        return context.role() == IceRole.CONTROLLING
                && path.sendPair() != null
                && path.selected() == null
                && path.nominating() == null;
    }

    private long latest(ComponentPath path) {
        return path.validSince() + context.config().nominationWait().toNanos();
    }

    long deadline(ComponentPath path) {
        return isOpen(path) ? latest(path) : Long.MAX_VALUE;
    }
}
