package org.sipbrandy.call.endpoint;

import java.util.Optional;
import org.sipbrandy.call.EndpointSettings;
import org.sipbrandy.sip.message.NameAddr;
import org.sipbrandy.sip.message.OtherUri;
import org.sipbrandy.sip.message.SipUri;
import org.sipbrandy.sip.message.TelUri;
import org.sipbrandy.sip.message.Uri;
import org.sipbrandy.sip.transport.Target;
import org.sipbrandy.stir.StirParseException;
import org.sipbrandy.stir.identity.CanonicalIdentity;
import org.sipbrandy.stir.identity.TelephoneNumber;

/** For whom the endpoint answers, and where it is to be reached. */
final class Addresses {
    private final EndpointSettings settings;

    Addresses(EndpointSettings settings) {
        this.settings = settings;
    }

    /** The identity that a Request-URI means: the one with that user, or the only one for a URI without a user. */
    Optional<Uri> own(Uri requestUri) {
        for (Uri identity : settings.identities()) {
            if (user(identity).equals(user(requestUri)) || sameNumber(identity, requestUri)) {
                return Optional.of(identity);
            }
        }
        return user(requestUri).isEmpty() ? settings.identities().stream().findFirst() : Optional.empty();
    }

    /** RFC 8224 §8.3: whether both are one telephone number, one of them perhaps dialled nationally. */
    private boolean sameNumber(Uri identity, Uri requestUri) {
        try {
            return CanonicalIdentity.of(requestUri.toString(), settings.numbers()) instanceof TelephoneNumber number
                    && number.equals(CanonicalIdentity.of(identity.toString(), settings.numbers()));
        } catch (StirParseException _) {
            return false;
        }
    }

    /** Our Contact towards a target; sips where the dialog is (RFC 5630 §5.1.1). */
    NameAddr contact(Target towards, Uri own, boolean secure) {
        var address = settings.contactAddress(towards);
        var user = user(own).orElse("");
        var uri = (user.isEmpty() ? SipUri.of(address) : SipUri.of(user, address)).withSecure(secure);
        boolean named = switch (towards.transport()) {
            case TCP -> !secure;
            case WS, WSS -> true; // RFC 7118 §5.2
            case UDP, TLS -> false;
        };
        return NameAddr.of(
                named ? uri.withParameter("transport", towards.transport().uriParameter()) : uri);
    }

    private static Optional<String> user(Uri uri) {
        return switch (uri) {
            case SipUri sip -> sip.userText();
            case TelUri tel -> Optional.of(tel.digits()); // RFC 3261 §19.1.6: the same number in either form
            case OtherUri other -> Optional.of(other.toString());
        };
    }
}
