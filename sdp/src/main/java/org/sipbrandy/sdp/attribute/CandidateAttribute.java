package org.sipbrandy.sdp.attribute;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sipbrandy.sdp.Attribute;
import org.sipbrandy.sdp.SdpAttribute;
import org.sipbrandy.sdp.SdpParseException;
import org.sipbrandy.sdp.grammar.AddressLiteral;
import org.sipbrandy.sdp.grammar.SdpGrammar;
import org.sipbrandy.sdp.grammar.Words;

/**
 * {@code a=candidate} (RFC 8839 §5.1).
 *
 * @param foundation 1 to 32 ice-chars
 * @param component 1 to 256; 1 is RTP, 2 is RTCP
 * @param transport as written; "UDP" is the only one defined
 * @param priority 1 to 2^31 - 1
 * @param address literal, or a name, which is never used
 * @param port 0 to 65535
 * @param type host, srflx, prflx, relay or an extension
 * @param relatedAddress base or mapped address, absent for hosts
 * @param relatedPort absent for hosts
 * @param extensions name/value pairs in their order
 */
public record CandidateAttribute(
        String foundation,
        int component,
        String transport,
        long priority,
        String address,
        int port,
        String type,
        Optional<String> relatedAddress,
        Optional<Integer> relatedPort,
        List<Extension> extensions)
        implements SdpAttribute {
    public static final String NAME = "candidate";

    private static final int MAX_EXTENSIONS = 32;

    /** A name/value pair that readers ignore if they do not know it. */
    public record Extension(String name, String value) {
        public Extension {
            SdpGrammar.visible(name, "candidate extension name");
            if (!value.isEmpty()) {
                SdpGrammar.visible(value, "candidate extension value");
            }
        }
    }

    public CandidateAttribute {
        SdpGrammar.iceChars(foundation, 1, 32, "foundation");
        SdpGrammar.range(component, 1, 256, "component");
        SdpGrammar.token(transport, "transport");
        if (priority < 1 || priority > Integer.MAX_VALUE) {
            throw new SdpParseException(0, "priority is not between 1 and 2^31 - 1");
        }
        address(address, "candidate address");
        SdpGrammar.range(port, 0, 65535, "candidate port");
        SdpGrammar.token(type, "candidate type");
        relatedAddress.ifPresent(a -> address(a, "related address"));
        relatedPort.ifPresent(p -> SdpGrammar.range(p, 0, 65535, "related port"));
        extensions = List.copyOf(extensions);
    }

    /** A UDP host candidate. */
    public static CandidateAttribute host(String foundation, int component, long priority, String address, int port) {
        return new CandidateAttribute(
                foundation,
                component,
                "UDP",
                priority,
                address,
                port,
                "host",
                Optional.empty(),
                Optional.empty(),
                List.of());
    }

    /** A UDP candidate of another type, with its related address. */
    public static CandidateAttribute derived(
            String foundation,
            int component,
            long priority,
            String address,
            int port,
            String type,
            String relatedAddress,
            int relatedPort) {
        return new CandidateAttribute(
                foundation,
                component,
                "UDP",
                priority,
                address,
                port,
                type,
                Optional.of(relatedAddress),
                Optional.of(relatedPort),
                List.of());
    }

    /** Reads what follows {@code a=candidate:}. */
    public static CandidateAttribute parse(String value) {
        var words = new Words(value);
        String foundation = words.next("foundation");
        int component = (int) words.number(1, 256, "component");
        String transport = words.next("transport");
        long priority = words.number(1, Integer.MAX_VALUE, "priority");
        String address = words.next("candidate address");
        int port = (int) words.number(0, 65535, "candidate port");
        if (!words.next("typ").equalsIgnoreCase("typ")) {
            throw new SdpParseException(0, "candidate has no typ");
        }
        String type = words.next("candidate type");
        Optional<String> relatedAddress = Optional.empty();
        if (words.peek().equalsIgnoreCase("raddr")) {
            words.next("raddr");
            relatedAddress = Optional.of(words.next("related address"));
        }
        Optional<Integer> relatedPort = Optional.empty();
        if (words.peek().equalsIgnoreCase("rport")) {
            words.next("rport");
            relatedPort = Optional.of((int) words.number(0, 65535, "related port"));
        }
        List<Extension> extensions = new ArrayList<>();
        while (words.hasNext()) {
            if (extensions.size() == MAX_EXTENSIONS) {
                throw new SdpParseException(0, "candidate has too many extensions");
            }
            String name = words.next("extension name");
            // extension-att-value = *VCHAR: the last one may be empty.
            extensions.add(new Extension(name, words.hasNext() ? words.next("extension value") : ""));
        }
        return new CandidateAttribute(
                foundation,
                component,
                transport,
                priority,
                address,
                port,
                type,
                relatedAddress,
                relatedPort,
                extensions);
    }

    public boolean isUdp() {
        return transport.equalsIgnoreCase("UDP");
    }

    /** RFC 8839 §5.1: lines with names are ignored, and so are transports that are not known. */
    public boolean isUsable() {
        return isUdp() && AddressLiteral.isLiteral(address) && !AddressLiteral.isUnspecified(address) && port > 0;
    }

    /** Whether two lines name the same transport address of a component, as trickling compares them. */
    public boolean sameTransportAddress(CandidateAttribute other) {
        return component == other.component
                && port == other.port
                && transport.equalsIgnoreCase(other.transport)
                && address.equalsIgnoreCase(other.address);
    }

    /** RFC 8839 §5.1, §9.1: the same with related address 0.0.0.0 or :: and port 9, so that it tells nothing. */
    public CandidateAttribute withHiddenRelatedAddress() {
        if (relatedAddress.isEmpty()) {
            return this;
        }
        return new CandidateAttribute(
                foundation,
                component,
                transport,
                priority,
                address,
                port,
                type,
                Optional.of(address.indexOf(':') >= 0 ? "::" : "0.0.0.0"),
                Optional.of(9),
                extensions);
    }

    public String value() {
        var text = new StringBuilder(96);
        text.append(foundation).append(' ').append(component).append(' ').append(transport);
        text.append(' ')
                .append(priority)
                .append(' ')
                .append(address)
                .append(' ')
                .append(port);
        text.append(" typ ").append(type);
        relatedAddress.ifPresent(a -> text.append(" raddr ").append(a));
        relatedPort.ifPresent(p -> text.append(" rport ").append(p));
        for (Extension extension : extensions) {
            text.append(' ').append(extension.name()).append(' ').append(extension.value());
        }
        return text.toString();
    }

    @Override
    public Attribute toAttribute() {
        return Attribute.of(NAME, value());
    }

    private static void address(String text, String what) {
        SdpGrammar.visible(text, what);
        if (text.indexOf(':') >= 0 && !AddressLiteral.isIp6(text)) {
            throw new SdpParseException(0, what + " is no IPv6 address");
        }
    }
}
