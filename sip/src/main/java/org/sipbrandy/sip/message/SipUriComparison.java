package org.sipbrandy.sip.message;

import java.util.List;

/** Whether two SIP URIs are equivalent, RFC 3261 §19.1.4. */
final class SipUriComparison {
    /** In one URI only, these make the URIs differ. */
    private static final List<String> DECISIVE = List.of("transport", "user", "ttl", "method", "maddr");

    private SipUriComparison() {}

    static boolean same(SipUri a, SipUri b) {
        return a.secure() == b.secure()
                && normal(a.user().orElse("")).equals(normal(b.user().orElse("")))
                && a.password().map(Escapes::normal).equals(b.password().map(Escapes::normal))
                && a.hostPort().sameHost(b.hostPort())
                // "sip:host" and "sip:host:5060" differ: they may resolve to different places
                && a.port().equals(b.port())
                && sameParameters(a.parameters(), b.parameters())
                && sameHeaders(a.headers(), b.headers());
    }

    private static String normal(String text) {
        return Escapes.normal(text);
    }

    private static boolean sameParameters(Parameters a, Parameters b) {
        for (Parameter p : a) {
            if (b.has(p.name())) {
                String left = normal(p.value().orElse(""));
                String right = normal(b.raw(p.name()).orElse(""));
                if (!left.equalsIgnoreCase(right)) {
                    return false;
                }
            }
        }
        for (String name : DECISIVE) {
            if (a.has(name) != b.has(name)) {
                return false;
            }
        }
        return true;
    }

    /** Header components are never ignored; their order does not matter. */
    private static boolean sameHeaders(List<Parameter> a, List<Parameter> b) {
        if (a.size() != b.size()) {
            return false;
        }
        boolean[] used = new boolean[b.size()];
        for (Parameter left : a) {
            boolean found = false;
            for (int i = 0; i < used.length && !found; i++) {
                if (!used[i] && sameHeader(left, b.get(i))) {
                    used[i] = true;
                    found = true;
                }
            }
            if (!found) {
                return false;
            }
        }
        return true;
    }

    private static boolean sameHeader(Parameter a, Parameter b) {
        return HeaderName.same(Escapes.unescape(a.name()), Escapes.unescape(b.name()))
                && normal(a.value().orElse("")).equals(normal(b.value().orElse("")));
    }
}
