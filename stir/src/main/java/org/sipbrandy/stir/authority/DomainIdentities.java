package org.sipbrandy.stir.authority;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The SIP domains that a certificate speaks for (RFC 5922 §7.1, STIR-VS-35), and the comparison with a domain (§7.2).
 * The common name counts for nothing.
 */
public final class DomainIdentities {
    private static final String SIP = "sip:";

    private DomainIdentities() {}

    /**
     * @param uris of the subject alternative name
     * @param dnsNames of the subject alternative name
     * @return host names in lower case
     */
    public static List<String> of(List<String> uris, List<String> dnsNames) {
        var domains = uris.stream()
                .map(DomainIdentities::domain)
                .flatMap(Optional::stream)
                .toList();
        // RFC 5922 §7.1: a dNSName counts only where no sip URI names a domain
        return domains.isEmpty()
                ? dnsNames.stream()
                        .map(name -> name.toLowerCase(Locale.ROOT))
                        .filter(DomainIdentities::isName)
                        .toList()
                : domains;
    }

    /** A sip URI without a user names a domain; any other URI does not. */
    private static Optional<String> domain(String uri) {
        if (!uri.regionMatches(true, 0, SIP, 0, SIP.length()) || uri.indexOf('@') >= 0) {
            return Optional.empty();
        }
        String host = uri.substring(SIP.length()).toLowerCase(Locale.ROOT);
        return isName(host) ? Optional.of(host) : Optional.empty();
    }

    /** Whole names only: no wildcard, no address, no port (RFC 5922 §7.2). */
    private static boolean isName(String host) {
        boolean characters =
                host.chars().allMatch(c -> c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '-' || c == '.');
        boolean address = host.chars().allMatch(c -> c >= '0' && c <= '9' || c == '.');
        return !host.isEmpty() && characters && !address;
    }
}
