package org.sipbrandy.call.transfer;

import java.util.Optional;
import org.sipbrandy.sip.message.HeaderName;
import org.sipbrandy.sip.message.NameAddr;
import org.sipbrandy.sip.message.Replaces;
import org.sipbrandy.sip.message.SipMethod;
import org.sipbrandy.sip.message.SipParseException;
import org.sipbrandy.sip.message.SipRequest;
import org.sipbrandy.sip.message.SipUri;

/** Whom a REFER wants to be called (RFC 3515 §2.4.2). */
sealed interface ReferTarget {
    /** This one, in the place of that dialog of its if one is named. */
    record Callee(SipUri uri, Optional<Replaces> replaces) implements ReferTarget {
        /** As it stands in Refer-To. */
        NameAddr referTo() {
            return NameAddr.of(replaces.map(it -> uri.withHeader(HeaderName.REPLACES, it.toString()))
                    .orElse(uri));
        }
    }

    /** Nobody that could be called. */
    record Refused(int status, String detail) implements ReferTarget {}

    /**
     * Reads Refer-To. Of the header fields in its URI only Replaces is heeded (RFC 3261 §19.1.5: the others are the
     * writer's words in our mouth).
     *
     * @param secure whether the call is bound to sips, and so has to be what follows from it (RFC 5630 §5.1.1)
     */
    static ReferTarget of(SipRequest refer, boolean secure) {
        try {
            var named = refer.headers().addresses(HeaderName.REFER_TO);
            if (named.size() != 1) {
                return new Refused(400, "not exactly one Refer-To");
            }
            if (!(named.getFirst().uri() instanceof SipUri uri) || uri.host().isEmpty()) {
                return new Refused(416, "Refer-To is no SIP URI");
            }
            var method = uri.parameters().raw("method");
            if (method.isPresent() && !method.get().equals(SipMethod.INVITE.name())) {
                return new Refused(603, "Refer-To asks for something else than a call");
            }
            if (secure && !uri.secure()) {
                return new Refused(603, "Refer-To leaves sips");
            }
            var replaces = uri.headerTexts(HeaderName.REPLACES);
            if (replaces.size() > 1) {
                return new Refused(400, "Refer-To has more than one Replaces");
            }
            var bare = uri.withoutHeaders();
            return new Callee(
                    bare.withParameters(bare.parameters().without("method")),
                    replaces.stream().findFirst().map(Replaces::parse));
        } catch (SipParseException | IllegalArgumentException e) {
            return new Refused(400, "Refer-To cannot be read: " + e.getMessage());
        }
    }
}
