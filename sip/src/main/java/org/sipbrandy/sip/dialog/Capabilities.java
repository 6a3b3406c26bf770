package org.sipbrandy.sip.dialog;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.sipbrandy.sip.message.ContentDisposition;
import org.sipbrandy.sip.message.HeaderName;
import org.sipbrandy.sip.message.Headers;
import org.sipbrandy.sip.message.MediaType;
import org.sipbrandy.sip.message.OtherUri;
import org.sipbrandy.sip.message.ResponseBuilder;
import org.sipbrandy.sip.message.SipMethod;
import org.sipbrandy.sip.message.SipParseException;
import org.sipbrandy.sip.message.SipRequest;
import org.sipbrandy.sip.message.SipUri;

/**
 * What a user agent understands, and the refusals that follow from it (RFC 3261 §8.2.1 to §8.2.3).
 *
 * @param methods served, in the order of Allow
 * @param optionTags understood in Require
 * @param bodies understood; a multipart type is judged by its own parts, elsewhere, if it is listed
 */
public record Capabilities(List<SipMethod> methods, List<String> optionTags, List<MediaType> bodies) {
    /** Allow of a user agent for calls (RFC 3311 §4; requirements CONN-29). */
    public static final List<SipMethod> CALL_METHODS = List.of(
            SipMethod.INVITE,
            SipMethod.ACK,
            SipMethod.CANCEL,
            SipMethod.BYE,
            SipMethod.OPTIONS,
            SipMethod.PRACK,
            SipMethod.UPDATE,
            SipMethod.INFO,
            SipMethod.REFER,
            SipMethod.NOTIFY);

    public Capabilities {
        methods = List.copyOf(methods);
        optionTags = List.copyOf(optionTags);
        bodies = List.copyOf(bodies);
    }

    /** Value of Allow. */
    public String allow() {
        return methods.stream().map(SipMethod::name).collect(Collectors.joining(", "));
    }

    /** Value of Supported. */
    public String supported() {
        return String.join(", ", optionTags);
    }

    /** Value of Accept. */
    public String accept() {
        return bodies.stream().map(MediaType::toString).collect(Collectors.joining(", "));
    }

    /** The refusal that a request calls for, for the caller to add the To tag to; empty if it can be served. */
    public Optional<ResponseBuilder> refuse(SipRequest request) {
        SipMethod method = request.method();
        if (method.equals(SipMethod.ACK) || method.equals(SipMethod.CANCEL)) {
            return Optional.empty(); // RFC 3261 §8.2.2.3: Require in them is ignored
        }
        if (!methods.contains(method)) {
            // RFC 3261 §21.5.2: 501 for a method not recognised, §21.4.6: 405 for one known and not served
            return Optional.of(request.respond(method.isKnown() ? 405 : 501).add(HeaderName.ALLOW, allow()));
        }
        if (request.requestUri() instanceof OtherUri) {
            return Optional.of(request.respond(416)); // RFC 3261 §8.2.2.1
        }
        List<String> unknown = request.headers().require().stream()
                .filter(tag -> optionTags.stream().noneMatch(tag::equalsIgnoreCase))
                .toList();
        if (!unknown.isEmpty()) {
            return Optional.of(request.respond(420).add(HeaderName.UNSUPPORTED, String.join(", ", unknown)));
        }
        if (method.equals(SipMethod.INVITE) && !hasUsableContact(request)) {
            return Optional.of(request.respond(400, "Bad Contact"));
        }
        return refuseBody(request);
    }

    /** The refusal for a request that does not support an option which we insist on (RFC 3261 §21.4.16). */
    public static Optional<ResponseBuilder> insist(SipRequest request, String optionTag) {
        return OptionTags.supports(request.headers(), optionTag)
                ? Optional.empty()
                : Optional.of(request.respond(421).add(HeaderName.REQUIRE, optionTag));
    }

    /** RFC 3261 §8.1.1.8: exactly one Contact; RFC 5630 §5.1.2: a sips one if the Request-URI, or top Route, is sips. */
    private static boolean hasUsableContact(SipRequest request) {
        var contacts = request.headers().contacts();
        if (contacts.size() != 1) {
            return false;
        }
        boolean sips = request.requestUri() instanceof SipUri uri && uri.secure();
        return !sips || contacts.getFirst().uri() instanceof SipUri contact && contact.secure();
    }

    /** RFC 3261 §8.2.3: 415 for a body of unknown type, language or encoding whose handling is not optional. */
    private Optional<ResponseBuilder> refuseBody(SipRequest request) {
        if (request.body().isEmpty() || isOptional(request.headers())) {
            return Optional.empty();
        }
        Set<String> encodings = request.headers().list("Content-Encoding").stream()
                .map(e -> e.toLowerCase(Locale.ROOT))
                .filter(e -> !e.equals("identity"))
                .collect(Collectors.toSet());
        if (!encodings.isEmpty()) {
            return Optional.of(request.respond(415).add("Accept-Encoding", "identity"));
        }
        boolean known = request.headers()
                .contentType()
                .filter(type -> bodies.stream().anyMatch(type::is))
                .isPresent();
        return known ? Optional.empty() : Optional.of(request.respond(415).add(HeaderName.ACCEPT, accept()));
    }

    private static boolean isOptional(Headers headers) {
        try {
            return headers.contentDisposition()
                    .filter(ContentDisposition::isOptional)
                    .isPresent();
        } catch (SipParseException malformed) {
            return false;
        }
    }
}
