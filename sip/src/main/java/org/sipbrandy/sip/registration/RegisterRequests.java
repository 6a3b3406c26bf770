package org.sipbrandy.sip.registration;

import java.util.random.RandomGenerator;
import org.sipbrandy.sip.message.CSeq;
import org.sipbrandy.sip.message.HeaderName;
import org.sipbrandy.sip.message.NameAddr;
import org.sipbrandy.sip.message.Parameters;
import org.sipbrandy.sip.message.SipMethod;
import org.sipbrandy.sip.message.SipRequest;
import org.sipbrandy.sip.message.SipUri;
import org.sipbrandy.sip.message.Uri;
import org.sipbrandy.sip.transaction.Branches;

/** The REGISTER requests of one flow: one Call-ID, and numbers that rise (RFC 3261 §10.2). Not thread-safe. */
final class RegisterRequests {
    private final RegistrationSettings settings;
    private final String product;
    private final String callId;
    private final NameAddr from;
    private long number;

    /** @param product for User-Agent; empty to say nothing */
    RegisterRequests(RegistrationSettings settings, String product, RandomGenerator random) {
        this.settings = settings;
        this.product = product;
        this.callId = Branches.callId(random);
        this.from = NameAddr.of(settings.aor()).withTag(Branches.tag(random));
    }

    /** The Contact of this flow. */
    NameAddr contact(Uri address, boolean outbound) {
        var contact = NameAddr.of(address);
        if (settings.instance().isEmpty()) {
            return contact;
        }
        Parameters parameters = contact.parameters()
                .withQuoted("+sip.instance", "<" + settings.instance().get() + ">");
        if (outbound) {
            parameters = parameters.with("reg-id", Integer.toString(settings.regId()));
        }
        return contact.withParameters(parameters);
    }

    /** @param seconds 0 to take the binding back */
    SipRequest register(NameAddr contact, long seconds, boolean outbound) {
        number++;
        var request = SipRequest.builder(SipMethod.REGISTER, settings.registrar())
                .add(HeaderName.FROM, from)
                .add(HeaderName.TO, NameAddr.of(settings.aor()))
                .add(HeaderName.CALL_ID, callId)
                .add(HeaderName.CSEQ, new CSeq(number, SipMethod.REGISTER))
                .add(HeaderName.CONTACT, contact.withParameter("expires", Long.toString(seconds)))
                .add(HeaderName.EXPIRES, Long.toString(seconds))
                // RFC 5626 §4.2.1, RFC 3327 §5.1, RFC 5627 §4.1
                .add(
                        HeaderName.SUPPORTED,
                        outbound && settings.instance().isPresent() ? "path, outbound, gruu" : "path");
        for (Uri proxy : settings.proxies()) {
            request.add(HeaderName.ROUTE, NameAddr.of(looseRoute(proxy)));
        }
        if (!product.isEmpty()) {
            request.add(HeaderName.USER_AGENT, product);
        }
        return request.build();
    }

    /** The digest of a challenge took a number of ours (RFC 3261 §22.2). */
    void sent(SipRequest request) {
        number = Math.max(number, request.headers().cseq().number());
    }

    static Uri looseRoute(Uri proxy) {
        return proxy instanceof SipUri uri && !uri.isLooseRouter()
                ? uri.withParameters(uri.parameters().with("lr"))
                : proxy;
    }
}
