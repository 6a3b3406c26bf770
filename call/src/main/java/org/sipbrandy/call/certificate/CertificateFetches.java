package org.sipbrandy.call.certificate;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.sipbrandy.call.EndpointEffect;
import org.sipbrandy.call.leg.LegPorts;
import org.sipbrandy.sip.message.SipMethod;
import org.sipbrandy.sip.message.SipParseException;
import org.sipbrandy.sip.message.SipRequest;
import org.sipbrandy.sip.message.SipUri;
import org.sipbrandy.sip.message.Uri;
import org.sipbrandy.sip.transaction.ServerTransactionId;
import org.sipbrandy.stir.credential.CertificateSource.Answer;

/** The certificates that are being asked for, by Call-ID; a few at a time, since strangers make us ask. */
public final class CertificateFetches {
    private static final int MOST = 32;

    private final LegPorts ports;
    private final Map<String, CertificateFetch> open = new LinkedHashMap<>();

    public CertificateFetches(LegPorts ports) {
        this.ports = ports;
    }

    /** Asks; the answer is an effect. */
    public void fetch(long ticket, String text, long now) {
        Uri uri;
        try {
            uri = Uri.parse(text);
        } catch (SipParseException e) {
            end(ticket, "not a SIP URI");
            return;
        }
        if (!(uri instanceof SipUri sip) || sip.userText().isEmpty()) {
            end(ticket, "a SIP URI that names nobody");
        } else if (open.size() >= MOST) {
            end(ticket, "too many certificates are being asked for");
        } else {
            var fetch = new CertificateFetch(sip, ports, now, (it, answer) -> {
                open.remove(it.callId(), it);
                ports.effect(new EndpointEffect.CertificateFetched(ticket, answer));
            });
            open.put(fetch.callId(), fetch);
            fetch.begin();
        }
    }

    private void end(long ticket, String why) {
        ports.effect(new EndpointEffect.CertificateFetched(ticket, new Answer.NotFound(why)));
    }

    /** Whether a request is a NOTIFY for one of these; it is answered then. */
    public boolean notified(ServerTransactionId id, SipRequest request, long now) {
        if (!request.method().equals(SipMethod.NOTIFY)) {
            return false;
        }
        var fetch = open.get(request.headers().callId());
        if (fetch == null || !request.headers().to().tag().equals(java.util.Optional.of(fetch.tag()))) {
            return false;
        }
        fetch.notified(id, request, now);
        return true;
    }

    /** Gives up what takes too long. */
    public void timeout(long now) {
        for (var fetch : List.copyOf(open.values())) {
            if (fetch.deadline() <= now) {
                fetch.timeout(now);
            }
        }
    }

    /** When {@link #timeout} wants to be called, or {@link Long#MAX_VALUE}. */
    public long deadline() {
        return open.values().stream()
                .mapToLong(CertificateFetch::deadline)
                .min()
                .orElse(Long.MAX_VALUE);
    }
}
