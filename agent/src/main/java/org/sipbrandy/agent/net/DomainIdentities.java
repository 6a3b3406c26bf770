package org.sipbrandy.agent.net;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;

/** The SIP domains that a certificate speaks for (RFC 5922 §7.1). */
final class DomainIdentities {
    private static final int DNS_NAME = 2;
    private static final int URI = 6;
    private static final int IP_ADDRESS = 7;

    private DomainIdentities() {}

    /** Whether it speaks for that domain: compared whole, without wildcards (RFC 5922 §7.2, SIP-20). */
    static boolean cover(X509Certificate certificate, String domain) {
        return of(certificate).contains(domain.toLowerCase(Locale.ROOT));
    }

    static List<String> of(X509Certificate certificate) {
        var uris = new ArrayList<String>();
        var names = new ArrayList<String>();
        try {
            var alternatives = certificate.getSubjectAlternativeNames();
            if (alternatives != null) {
                for (List<?> one : alternatives) {
                    int type = (Integer) one.get(0);
                    if (type == URI) {
                        sipDomain((String) one.get(1)).ifPresent(uris::add);
                    } else if (type == DNS_NAME || type == IP_ADDRESS) {
                        names.add(((String) one.get(1)).toLowerCase(Locale.ROOT));
                    }
                }
            }
        } catch (CertificateParsingException _) {
            return List.of();
        }
        if (!uris.isEmpty()) {
            uris.addAll(names.stream().filter(DomainIdentities::isAddress).toList());
            return uris; // RFC 5922 §7.1 step 2: with a sip URI, dNSName does not count
        }
        if (!names.isEmpty()) {
            return names;
        }
        return commonName(certificate).map(List::of).orElse(List.of()); // §7.1 step 4
    }

    private static boolean isAddress(String name) {
        return name.indexOf(':') >= 0 || name.chars().allMatch(c -> c == '.' || c >= '0' && c <= '9');
    }

    /** RFC 5922 §7.1 step 1: a sip URI without a user. */
    private static Optional<String> sipDomain(String uri) {
        String lower = uri.toLowerCase(Locale.ROOT);
        if (!lower.startsWith("sip:") || lower.indexOf('@') >= 0) {
            return Optional.empty();
        }
        String host = lower.substring("sip:".length());
        return host.isEmpty() ? Optional.empty() : Optional.of(host);
    }

    private static Optional<String> commonName(X509Certificate certificate) {
        try {
            for (Rdn rdn : new LdapName(certificate.getSubjectX500Principal().getName()).getRdns()) {
                if (rdn.getType().equalsIgnoreCase("CN")) {
                    return Optional.of(rdn.getValue().toString().toLowerCase(Locale.ROOT));
                }
            }
        } catch (InvalidNameException _) {
            // no usable name: speaks for nobody
        }
        return Optional.empty();
    }
}
