package org.sipbrandy.sip.dialog;

import java.util.OptionalLong;
import org.sipbrandy.sip.message.SipMethod;
import org.sipbrandy.sip.message.SipResponse;

/** What a caller does with the provisional responses of one early dialog (RFC 3262 §4). Not thread-safe. */
public final class ReliableReceiver {
    /** What is to be done. */
    public enum Verdict {
        /** Not sent reliably: use it, no PRACK. */
        UNRELIABLE,
        /** Next in order: use it and send PRACK. */
        ACKNOWLEDGE,
        /** Seen before: neither use nor PRACK. */
        REPEAT,
        /** One before it is missing, or it is malformed: neither use nor PRACK; the peer repeats it. */
        OUT_OF_ORDER
    }

    private OptionalLong last = OptionalLong.empty();

    /** Judges a provisional response to an INVITE, in the dialog that this object belongs to. */
    public Verdict receive(SipResponse response) {
        if (!response.isProvisional()
                || response.status() == 100 // RFC 3262 §4: there the tag is ignored
                || !response.headers().cseq().method().equals(SipMethod.INVITE)
                || !OptionTags.requires(response.headers(), OptionTags.RELIABLE)) {
            return Verdict.UNRELIABLE;
        }
        OptionalLong rseq = response.headers().rseq();
        if (rseq.isEmpty() || rseq.getAsLong() == 0) {
            return Verdict.OUT_OF_ORDER;
        }
        if (last.isPresent() && rseq.getAsLong() <= last.getAsLong()) {
            return Verdict.REPEAT;
        }
        if (last.isPresent() && rseq.getAsLong() != last.getAsLong() + 1) {
            return Verdict.OUT_OF_ORDER;
        }
        last = rseq;
        return Verdict.ACKNOWLEDGE;
    }
}
