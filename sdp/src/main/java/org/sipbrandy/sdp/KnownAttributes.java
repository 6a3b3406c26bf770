package org.sipbrandy.sdp;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.sipbrandy.sdp.attribute.Fingerprint;
import org.sipbrandy.sdp.attribute.IceCredentials;
import org.sipbrandy.sdp.attribute.IcePacing;
import org.sipbrandy.sdp.attribute.Mid;
import org.sipbrandy.sdp.attribute.RemoteCandidates;
import org.sipbrandy.sdp.attribute.Rtcp;
import org.sipbrandy.sdp.attribute.Setup;
import org.sipbrandy.sdp.attribute.TlsId;

/** Attributes on which security or the transport depends: malformed or contradictory ones fail the whole body. */
final class KnownAttributes {
    /** Two of them on one level that differ would let two readers see two sessions. */
    private static final Set<String> ONCE = Set.of(
            Setup.NAME,
            TlsId.NAME,
            IceCredentials.UFRAG,
            IceCredentials.PWD,
            IcePacing.NAME,
            Mid.NAME,
            Rtcp.NAME,
            "sendrecv",
            "sendonly",
            "recvonly",
            "inactive");

    private static final Set<String> DIRECTIONS = Set.of("sendrecv", "sendonly", "recvonly", "inactive");

    private KnownAttributes() {}

    static Attribute parse(String line) {
        Attribute attribute = Attribute.parse(line);
        int valueStart = Math.min(line.length(), attribute.name().length() + 1);
        try {
            check(attribute);
        } catch (SdpParseException e) {
            throw e.shifted(valueStart);
        }
        return attribute;
    }

    private static void check(Attribute attribute) {
        String value = attribute.text();
        switch (attribute.name().toLowerCase(Locale.ROOT)) {
            case Fingerprint.NAME -> Fingerprint.parse(value);
            case Setup.NAME -> Setup.parse(value);
            case TlsId.NAME -> TlsId.parse(value);
            case IceCredentials.UFRAG -> IceCredentials.parseUfrag(value);
            case IceCredentials.PWD -> IceCredentials.parsePassword(value);
            case IcePacing.NAME -> IcePacing.parse(value);
            case Mid.NAME -> Mid.parse(value);
            case Rtcp.NAME -> Rtcp.parse(value);
            case RemoteCandidates.NAME -> RemoteCandidates.parse(value);
            default -> {
                // RFC 8866 §5.13: attributes that are not understood are ignored.
            }
        }
    }

    /** The reason why a level contradicts itself, or the empty string. */
    static String contradiction(List<Attribute> level) {
        Map<String, Attribute> seen = new HashMap<>();
        for (Attribute attribute : level) {
            String name = attribute.name().toLowerCase(Locale.ROOT);
            if (ONCE.contains(name)) {
                Attribute before = seen.putIfAbsent(DIRECTIONS.contains(name) ? "direction" : name, attribute);
                if (before != null && !(before.is(name) && before.value().equals(attribute.value()))) {
                    return "two different " + name + " lines at one level";
                }
            }
        }
        return "";
    }
}
