package org.sipbrandy.sip.location;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.sipbrandy.sip.transport.Transport;

/** Which NAPTR records apply, in the order in which they are followed (RFC 3263 §4.1). */
final class NaptrChoice {
    private NaptrChoice() {}

    /** A record that applies. The transport is empty for a record that leads to further NAPTR records. */
    record Chosen(Optional<Transport> transport, String flags, String replacement) {}

    static List<Chosen> of(List<DnsRecord.Naptr> records, boolean sips, List<Transport> supported) {
        List<DnsRecord.Naptr> sorted = new ArrayList<>(records);
        sorted.sort(Comparator.comparingInt(DnsRecord.Naptr::order).thenComparingInt(DnsRecord.Naptr::preference));
        List<Chosen> chosen = new ArrayList<>();
        for (DnsRecord.Naptr record : sorted) {
            String flags = record.flags().toLowerCase(Locale.ROOT);
            String replacement = NumericHost.normalise(record.replacement());
            // RFC 3263 §4.1: the regular expression is empty and the replacement is what is followed.
            if (!record.regexp().isEmpty() || replacement.isEmpty()) {
                continue;
            }
            if (flags.isEmpty()) {
                chosen.add(new Chosen(Optional.empty(), flags, replacement));
                continue;
            }
            Optional<Transport> transport = transport(record.service(), sips).filter(supported::contains);
            if (transport.isPresent() && (flags.equals("s") || flags.equals("a"))) {
                chosen.add(new Chosen(transport, flags, replacement));
            }
        }
        return chosen;
    }

    /** The transport of a service field; a sips URI takes none without SIPS, a sip URI takes both. */
    private static Optional<Transport> transport(String service, boolean sips) {
        return switch (service.toUpperCase(Locale.ROOT)) {
            case "SIPS+D2T" -> Optional.of(Transport.TLS);
            case "SIPS+D2W" -> Optional.of(Transport.WSS); // RFC 7118 §10.2
            case "SIP+D2T" -> sips ? Optional.empty() : Optional.of(Transport.TCP);
            case "SIP+D2U" -> sips ? Optional.empty() : Optional.of(Transport.UDP);
            case "SIP+D2W" -> sips ? Optional.empty() : Optional.of(Transport.WS);
            case String other -> Optional.empty();
        };
    }
}
