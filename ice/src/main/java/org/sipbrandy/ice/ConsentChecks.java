package org.sipbrandy.ice;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.sipbrandy.ice.stun.StunClass;
import org.sipbrandy.ice.stun.StunMessage;
import org.sipbrandy.ice.stun.TransactionId;

/** Sends the consent checks of a session and takes their answers (RFC 7675 §5.1). */
final class ConsentChecks {
    private final IceContext context;
    private final ShortTermCredential local;
    private @Nullable ShortTermCredential remote;

    ConsentChecks(IceContext context, ShortTermCredential local) {
        this.context = context;
        this.local = local;
    }

    void remote(ShortTermCredential credential) {
        remote = credential;
    }

    /** Whether consent on the path has run out just now; the pair is then lost for this session. */
    boolean expire(ComponentPath path, long now) {
        Consent consent = path.consent();
        if (consent == null || !consent.isExpired(now)) {
            return false;
        }
        context.emit(new IceEffect.ConsentLost(ValidPairs.of(consent.pair()), IceEffect.ConsentLoss.EXPIRED));
        consent.pair().loseConsent();
        return true;
    }

    void check(ComponentPath path, long now) {
        Consent consent = path.consent();
        ShortTermCredential peer = remote;
        if (consent == null || peer == null || !consent.isDue(now)) {
            return;
        }
        CheckedPair pair = consent.pair();
        TransactionId id = TransactionId.random(context.random());
        byte[] request = Binding.request(id, local, peer, pair.pair().local(), context, false);
        consent.sent(id, now);
        context.emit(new IceEffect.SendDatagram(pair.base(), pair.remote(), request));
    }

    @Nullable
    ComponentPath awaiting(List<ComponentPath> paths, TransactionId id) {
        for (ComponentPath path : paths) {
            Consent consent = path.consent();
            if (consent != null && consent.awaits(id)) {
                return path;
            }
        }
        return null;
    }

    /** An authenticated response to one of our consent checks. */
    void response(ComponentPath path, StunMessage message, TransportAddress to, TransportAddress from, long now) {
        Consent consent = path.consent();
        boolean right = consent != null
                && from.equals(consent.pair().remote())
                && to.equals(consent.pair().base())
                && message.messageClass() == StunClass.SUCCESS
                && message.unknownRequired().isEmpty();
        if (consent == null || !right || consent.isExpired(now)) {
            return;
        }
        Long sentAt = consent.answered(message.id());
        if (sentAt != null) {
            consent.pair().responded(now);
            refresh(consent, now - sentAt, now);
        }
    }

    void refresh(Consent consent, long roundTrip, long now) {
        boolean regained = !consent.isGranted();
        consent.refresh(now);
        CandidatePair pair = ValidPairs.of(consent.pair());
        context.emit(
                regained
                        ? new IceEffect.ConsentGranted(pair, now)
                        : new IceEffect.ConsentRefreshed(pair, now, roundTrip));
    }

    long deadline(ComponentPath path) {
        Consent consent = path.consent();
        return consent == null ? Long.MAX_VALUE : consent.deadline();
    }
}
