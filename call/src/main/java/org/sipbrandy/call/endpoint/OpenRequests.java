package org.sipbrandy.call.endpoint;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.sipbrandy.call.leg.LegPorts;
import org.sipbrandy.sip.message.SipMethod;
import org.sipbrandy.sip.message.SipResponse;
import org.sipbrandy.sip.transaction.ClientTransactionId;
import org.sipbrandy.sip.transport.Target;

/** Requests of ours that wait for their answers, and who is told them. */
final class OpenRequests {
    private final Map<ClientTransactionId, LegPorts.Answers> answers = new HashMap<>();
    private final Set<ClientTransactionId> unanswered = new HashSet<>();

    void sent(ClientTransactionId id, LegPorts.Answers to) {
        answers.put(id, to);
        unanswered.add(id);
    }

    /** Whether any has no final answer. */
    boolean any() {
        return !unanswered.isEmpty();
    }

    void response(ClientTransactionId id, SipResponse response, Target source, long now) {
        if (response.isFinal()) {
            unanswered.remove(id);
        }
        var to = answers.get(id);
        if (to != null) {
            to.response(response, source, now);
        }
        // an INVITE may be answered with 2xx more than once (RFC 6026 §7.2)
        if (response.isFinal() && !response.headers().cseq().method().equals(SipMethod.INVITE)) {
            answers.remove(id);
        }
    }

    /** No answer will come: 408 for silence, 503 if it could not be sent. */
    void none(ClientTransactionId id, int status, boolean tryNext, long now) {
        unanswered.remove(id);
        var to = answers.remove(id);
        if (to != null) {
            to.none(status, tryNext, now);
        }
    }

    void ended(ClientTransactionId id) {
        unanswered.remove(id);
        answers.remove(id);
    }
}
