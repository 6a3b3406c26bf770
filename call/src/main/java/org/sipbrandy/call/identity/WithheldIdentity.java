package org.sipbrandy.call.identity;

import java.util.Locale;
import java.util.Optional;
import org.sipbrandy.sip.message.NameAddr;
import org.sipbrandy.sip.message.Privacy;
import org.sipbrandy.sip.message.SipParseException;
import org.sipbrandy.sip.message.SipRequest;
import org.sipbrandy.sip.message.SipUri;

/**
 * Whether whoever sent a request explicitly withholds who they are (RFC 5079 §3, ANON-13), whatever signature it has. An
 * identity that is only missing or cannot be verified is not withheld (ANON-15).
 */
public final class WithheldIdentity {
    private static final String NOBODY = "anonymous";
    private static final String DOMAIN = "anonymous.invalid";

    private WithheldIdentity() {}

    /** What says so, in a few words; empty if nothing does. */
    public static Optional<String> of(SipRequest request) {
        var from = request.headers().from();
        if (from.uri() instanceof SipUri uri && within(uri.host())) {
            return Optional.of("From is nobody's address");
        }
        if (from.displayName().filter(name -> name.equalsIgnoreCase(NOBODY)).isPresent()) {
            return Optional.of("the display name is Anonymous");
        }
        if (marked(from)) {
            return Optional.of("From is an anonymous address of its domain");
        }
        return hides(request) ? Optional.of("Privacy asks for it") : Optional.empty();
    }

    private static boolean within(String host) {
        String name = host.toLowerCase(Locale.ROOT);
        return name.equals(DOMAIN) || name.endsWith("." + DOMAIN);
    }

    /** {@code sip:anonymous@example.com}: RFC 3261 §8.1.1.3, RFC 8224 §7.1. */
    private static boolean marked(NameAddr from) {
        return from.uri() instanceof SipUri uri
                && uri.userText().filter(user -> user.equalsIgnoreCase(NOBODY)).isPresent();
    }

    /** What contradicts itself is read in favour of whoever does not want to be named. */
    private static boolean hides(SipRequest request) {
        try {
            return Privacy.in(request.headers()).filter(Privacy::hidesIdentity).isPresent();
        } catch (SipParseException _) {
            return true;
        }
    }
}
