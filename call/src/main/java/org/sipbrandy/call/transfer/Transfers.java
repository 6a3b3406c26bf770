package org.sipbrandy.call.transfer;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.sipbrandy.call.CallEvent;
import org.sipbrandy.call.CallSettings;
import org.sipbrandy.call.evidence.Reason;
import org.sipbrandy.call.identity.Contents;
import org.sipbrandy.call.identity.RequestVerifier;
import org.sipbrandy.call.identity.RequestViews;
import org.sipbrandy.call.leg.CallDialog;
import org.sipbrandy.call.leg.Leg;
import org.sipbrandy.call.leg.Refusals;
import org.sipbrandy.sip.message.HeaderName;
import org.sipbrandy.sip.message.Headers;
import org.sipbrandy.sip.message.NameAddr;
import org.sipbrandy.sip.message.Replaces;
import org.sipbrandy.sip.message.SipMethod;
import org.sipbrandy.sip.message.SipRequest;
import org.sipbrandy.sip.message.SipUri;
import org.sipbrandy.sip.message.Uri;
import org.sipbrandy.sip.transaction.ServerTransactionId;

/** The transfers of an endpoint's calls: one at a time for each, in either direction. Not thread-safe. */
public final class Transfers {
    /** Calls in a row that follow from one another: somebody who hands us on for ever does not keep us busy for ever. */
    static final int MOST_HOPS = 5;

    /** Makes calls. */
    @FunctionalInterface
    public interface Placing {
        /**
         * A call that follows from a transfer.
         *
         * @param added to its INVITE
         * @return its name
         */
        String place(NameAddr from, Uri to, CallSettings settings, Headers added, long now);
    }

    private final Placing placing;
    private final Set<Leg> verifying = new HashSet<>();
    private final Map<Leg, OutgoingRefer> asked = new HashMap<>();
    private final Map<Leg, IncomingRefer> granted = new HashMap<>();
    /** By the name of the new call. */
    private final Map<String, IncomingRefer> followed = new HashMap<>();
    /** How many transfers a call followed from, by its name. */
    private final Map<String, Integer> hops = new HashMap<>();
    /** The calls whose place others ask for, by the names of those. */
    private final Map<String, Leg> replaced = new HashMap<>();

    private final EndedDialogs ended = new EndedDialogs();

    public Transfers(Placing placing) {
        this.placing = placing;
    }

    // ── the local user ──────────────────────────────────────────────────────────────────────────

    /** Asks the far end to call somebody else; false if it cannot be asked now. */
    public boolean ask(Leg leg, Uri to) {
        return to instanceof SipUri uri && ask(leg, new ReferTarget.Callee(uri.withoutHeaders(), Optional.empty()));
    }

    /** Asks the far end to take our place in that other call (RFC 5589 §7); false if it cannot be asked now. */
    public boolean ask(Leg leg, Leg other) {
        var known = other.dialog().filter(it -> it.confirmed() && other != leg && !other.over());
        if (known.isEmpty() || !(known.get().remoteTarget() instanceof SipUri uri)) {
            return false;
        }
        // seen by the one who will receive it: its own tag is the one that is remote to us (RFC 3891 §6.1)
        var replaces = new Replaces(
                known.get().callId(),
                tag(known.get().remoteTag()),
                tag(known.get().localTag()),
                false);
        return ask(leg, new ReferTarget.Callee(uri.withoutHeaders(), Optional.of(replaces)));
    }

    private static String tag(String tag) {
        return tag.isEmpty() ? "0" : tag; // RFC 3891 §3
    }

    private boolean ask(Leg leg, ReferTarget.Callee target) {
        if (!leg.talking() || busy(leg)) {
            return false;
        }
        var former = Optional.ofNullable(asked.get(leg)).flatMap(OutgoingRefer::heard);
        var refer = new OutgoingRefer(leg, leg.dialog().orElseThrow(), target, former);
        asked.put(leg, refer);
        refer.begin();
        return true;
    }

    private boolean busy(Leg leg) {
        return verifying.contains(leg)
                || Optional.ofNullable(asked.get(leg)).filter(it -> !it.over()).isPresent()
                || Optional.ofNullable(granted.get(leg))
                        .filter(it -> !it.over())
                        .isPresent();
    }

    // ── the far end ─────────────────────────────────────────────────────────────────────────────

    /** A REFER or a NOTIFY within a dialog of that leg. */
    public void received(Leg leg, ServerTransactionId id, SipRequest request, CallDialog dialog) {
        if (request.method().equals(SipMethod.REFER)) {
            referred(leg, id, request, dialog);
            return;
        }
        var refer = asked.get(leg);
        if (refer == null) {
            leg.ports.respond(id, request.respond(481).build(), leg.now());
        } else {
            refer.told(id, request);
        }
    }

    private void referred(Leg leg, ServerTransactionId id, SipRequest refer, CallDialog dialog) {
        // whoever expects one identity alone is not handed on to another (MSEC-26)
        if (leg.settings.transfers() == CallSettings.Transfers.REFUSE
                || leg.settings.expectIdentity().isPresent()
                || !leg.talking()) {
            leg.ports.respond(id, refer.respond(603).build(), leg.now());
            return;
        }
        if (hops.getOrDefault(leg.callId, 0) >= MOST_HOPS) {
            leg.ports.respond(id, refer.respond(483).build(), leg.now());
            return;
        }
        if (busy(leg)) {
            leg.ports.respond(id, refer.respond(491).build(), leg.now());
            return;
        }
        switch (ReferTarget.of(refer, dialog.secure())) {
            case ReferTarget.Refused(int status, var _) ->
                leg.ports.respond(id, refer.respond(status).build(), leg.now());
            case ReferTarget.Callee target -> verify(leg, id, refer, dialog, target);
        }
    }

    private void verify(
            Leg leg, ServerTransactionId id, SipRequest refer, CallDialog dialog, ReferTarget.Callee target) {
        if (!leg.settings.policy().usesIdentity()) {
            grant(leg, id, refer, dialog, target);
            return;
        }
        Contents contents;
        try {
            contents = Contents.of(refer);
        } catch (Contents.Unreadable e) {
            leg.ports.respond(id, refer.respond(e.status()).build(), leg.now());
            return;
        }
        verifying.add(leg);
        leg.ports.verify(
                RequestViews.of(refer, contents),
                true,
                (checked, at) -> verified(leg, id, refer, dialog, target, checked, at));
    }

    private void verified(
            Leg leg,
            ServerTransactionId id,
            SipRequest refer,
            CallDialog dialog,
            ReferTarget.Callee target,
            RequestVerifier.Checked checked,
            long at) {
        verifying.remove(leg);
        leg.at(at);
        if (leg.over()) {
            leg.ports.respond(id, refer.respond(481).build(), at);
            return;
        }
        var refusal =
                ReferVerification.refusal(checked, leg.protection.verdict().peer());
        if (refusal.isPresent()) {
            var why = refusal.get();
            refuse(leg, id, refer, why.status(), why.phrase(), why.reason());
        } else {
            grant(leg, id, refer, dialog, target);
        }
    }

    private static void refuse(
            Leg leg, ServerTransactionId id, SipRequest refer, int status, String phrase, Reason reason) {
        var response = Refusals.explain(refer.respond(status, phrase), reason, leg.ports.wallClock(leg.now()));
        leg.ports.respond(id, response.build(), leg.now());
    }

    private void grant(
            Leg leg, ServerTransactionId id, SipRequest refer, CallDialog dialog, ReferTarget.Callee target) {
        leg.ports.respond(
                id, refer.respond(202).set(HeaderName.CONTACT, dialog.contact()).build(), leg.now());
        var granting =
                new IncomingRefer(leg, target, dialog, refer.headers().cseq().number());
        granted.put(leg, granting);
        granting.call(placing, refer.headers().from());
        String next = granting.next().orElseThrow();
        followed.put(next, granting);
        hops.put(next, hops.getOrDefault(leg.callId, 0) + 1);
    }

    // ── calls that ask for another's place ──────────────────────────────────────────────────────

    /** What an INVITE wants to take the place of. */
    public Replacement replacement(SipRequest invite, List<Leg> calls) {
        var wanted = Replacement.of(invite, calls, ended);
        return wanted instanceof Replacement.Of(Leg call) && replaced.containsValue(call)
                ? new Replacement.Refused(486) // somebody asks for its place already
                : wanted;
    }

    /** That new call takes the place of the other one, if it comes to be. */
    public void replacing(Leg next, Leg former) {
        if (!next.over()) {
            replaced.put(next.callId, former);
            next.protection.tell(new CallEvent.Replacing(next.now(), former.callId));
        }
    }

    // ── what happens to calls ───────────────────────────────────────────────────────────────────

    /** Something happened in a call. */
    public void told(String call, CallEvent event) {
        var follows = followed.get(call);
        if (follows != null) {
            follows.told(event);
        }
        if (event instanceof CallEvent.Established) { // it is accepted, and its verdict lets media pass
            var former = replaced.remove(call);
            if (former != null && !former.over()) {
                former.at(event.at());
                former.giveWay("another call took its place");
            }
        }
    }

    /** A call is over. */
    public void ended(Leg leg) {
        leg.dialog().ifPresent(ended::add);
        asked.remove(leg);
        granted.remove(leg);
        followed.remove(leg.callId);
        hops.remove(leg.callId);
        replaced.remove(leg.callId);
        replaced.values().removeIf(former -> former == leg);
    }
}
