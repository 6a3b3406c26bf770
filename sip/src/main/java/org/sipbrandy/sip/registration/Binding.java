package org.sipbrandy.sip.registration;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.sipbrandy.sip.message.HeaderName;
import org.sipbrandy.sip.message.NameAddr;
import org.sipbrandy.sip.message.SipParseException;
import org.sipbrandy.sip.message.SipResponse;
import org.sipbrandy.sip.message.SipUri;
import org.sipbrandy.sip.message.Uri;

/**
 * What a registrar holds for us, as its 2xx says.
 *
 * @param expires seconds granted
 * @param outbound whether the whole way supports outbound, so that keep-alives are answered (RFC 5626 §4.2.1)
 * @param flowTimer seconds within which the edge wants a keep-alive
 * @param gruu the public GRUU (RFC 5627 §4.2)
 * @param serviceRoute for our requests (RFC 3608 §6.1)
 */
public record Binding(
        NameAddr contact,
        long expires,
        boolean outbound,
        OptionalLong flowTimer,
        Optional<SipUri> gruu,
        List<NameAddr> serviceRoute) {
    public Binding {
        serviceRoute = List.copyOf(serviceRoute);
    }

    /**
     * The binding of that contact among all that are listed; empty if it is not there.
     *
     * @param asked seconds that were asked for, valid if the registrar says nothing
     */
    static Optional<Binding> of(SipResponse success, NameAddr ours, long asked) {
        var headers = success.headers();
        return headers.contacts().stream()
                .filter(it -> isOurs(it, ours))
                .findFirst()
                .map(contact -> new Binding(
                        contact,
                        seconds(contact.parameters().raw("expires"))
                                .orElse(headers.expires().orElse(asked)),
                        headers.require().stream().anyMatch("outbound"::equalsIgnoreCase),
                        seconds(headers.first(HeaderName.FLOW_TIMER)),
                        contact.parameters().get("pub-gruu").flatMap(Binding::sipUri),
                        headers.addresses(HeaderName.SERVICE_ROUTE)));
    }

    /** RFC 5626 §6: by instance and reg-id, where we sent them; else by URI. */
    private static boolean isOurs(NameAddr listed, NameAddr ours) {
        var instance = ours.parameters().get("+sip.instance");
        var regId = ours.parameters().get("reg-id");
        if (instance.isPresent() && listed.parameters().get("+sip.instance").equals(instance)) {
            return regId.isEmpty() || listed.parameters().get("reg-id").equals(regId);
        }
        return listed.uri().sameAs(ours.uri());
    }

    private static OptionalLong seconds(Optional<String> text) {
        if (text.isEmpty() || !text.get().matches("[0-9]{1,10}")) {
            return OptionalLong.empty();
        }
        return OptionalLong.of(Long.parseLong(text.get()));
    }

    private static Optional<SipUri> sipUri(String text) {
        try {
            return Uri.parse(text) instanceof SipUri uri ? Optional.of(uri) : Optional.empty();
        } catch (SipParseException _) {
            return Optional.empty();
        }
    }
}
