package org.sipbrandy.ice;

import java.util.List;

/** When a session that does not get on has failed (RFC 8445 §8.1.2, RFC 8863 §4). */
final class Patience {
    private final IceContext context;
    private final CheckList checkList;
    private final List<ComponentPath> paths;
    private long startedAt;

    Patience(IceContext context, CheckList checkList, List<ComponentPath> paths) {
        this.context = context;
        this.checkList = checkList;
        this.paths = paths;
    }

    void start(long now) {
        startedAt = now;
    }

    /**
     * When the session fails if nothing happens until then, or {@link Long#MAX_VALUE}.
     *
     * @param ended whether no candidate can come any more, of either side
     */
    long failureAt(boolean ended) {
        long patience = context.config().patience().toNanos();
        if (paths.stream().allMatch(path -> path.selected() != null)) {
            return Long.MAX_VALUE;
        }
        if (paths.stream().anyMatch(path -> path.selected() == null && !checkList.isAlive(path.component()))) {
            // While candidates may come (RFC 8838 §8) the same timer again is the end of waiting (RFC 8863 §5).
            return startedAt + (ended ? patience : 2 * patience);
        }
        if (allValid() && context.role() == IceRole.CONTROLLED) {
            long since = startedAt;
            for (ComponentPath path : paths) {
                since = Math.max(since, path.validSince());
            }
            return since + patience;
        }
        return Long.MAX_VALUE;
    }

    IceEffect.FailureReason reason() {
        return allValid() ? IceEffect.FailureReason.NOT_NOMINATED : IceEffect.FailureReason.ALL_PAIRS_FAILED;
    }

    private boolean allValid() {
        return paths.stream().allMatch(path -> path.sendPair() != null);
    }
}
