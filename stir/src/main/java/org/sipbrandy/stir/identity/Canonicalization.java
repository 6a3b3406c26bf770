package org.sipbrandy.stir.identity;

import java.util.Locale;
import java.util.Optional;
import org.sipbrandy.stir.StirParseException;

/** The procedures of RFC 8224 §8.1, §8.3 and §8.5. */
final class Canonicalization {
    private static final int MAX_LENGTH = 1_024;

    /** ITU-T E.164: at most fifteen digits. */
    private static final int MAX_E164 = 15;

    private static final String USER_MARKS = "-_.!~*'()&=+$,;?/";

    private static final String SEPARATORS = "-.() ";

    private Canonicalization() {}

    static CanonicalIdentity canonical(String addrSpec, NumberPolicy policy) {
        if (hasScheme(addrSpec, "tel:")) {
            return number(addrSpec, policy)
                    .orElseThrow(() -> new StirParseException(4, "a tel URI that is no telephone number"));
        }
        SipParts parts = SipParts.of(addrSpec);
        boolean plus = parts.user().startsWith("+") || parts.user().regionMatches(true, 0, "%2B", 0, 3);
        // RFC 8224 §8.1: labelled numbers, then local policy
        if (parts.userIsPhone() || plus && policy.plusDigits() || policy.bareDigits()) {
            Optional<TelephoneNumber> number = number(parts.user(), plus, policy);
            if (number.isPresent()) {
                return number.get();
            }
        }
        return uri(parts);
    }

    static CanonicalUri uri(String uri) {
        return uri(SipParts.of(uri));
    }

    static Optional<TelephoneNumber> number(String addrSpec, NumberPolicy policy) {
        String user = hasScheme(addrSpec, "tel:")
                ? addrSpec.substring(4)
                : SipParts.of(addrSpec).user();
        return number(user, user.startsWith("+"), policy);
    }

    /** RFC 8224 §8.3; the parameters of RFC 3966 are not part of the number (CANON-10). */
    private static Optional<TelephoneNumber> number(String subscriber, boolean global, NumberPolicy policy) {
        int end = subscriber.indexOf(';');
        String text = unescape(end < 0 ? subscriber : subscriber.substring(0, end));
        StringBuilder digits = new StringBuilder();
        boolean special = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= '0' && c <= '9') {
                digits.append(c);
            } else if (c == '#' || c == '*') {
                digits.append(c);
                special = true;
            } else if (!(c == '+' && i == 0) && SEPARATORS.indexOf(c) < 0) {
                return Optional.empty();
            }
        }
        String number = digits.toString();
        if (!global && !special && !number.isEmpty() && policy.home().isPresent()) {
            number = NationalNumbers.toE164(number, policy.home().get());
        }
        return number.isEmpty() || number.length() > MAX_E164
                ? Optional.empty()
                : Optional.of(new TelephoneNumber(number));
    }

    /** RFC 8224 §8.5, RFC 3986 §6.2.2. */
    private static CanonicalUri uri(SipParts parts) {
        String user = parts.user().isEmpty() ? "" : normalUser(parts.user()) + "@";
        return new CanonicalUri(parts.scheme() + ":" + user + parts.host().toLowerCase(Locale.ROOT));
    }

    private static String normalUser(String user) {
        StringBuilder out = new StringBuilder(user.length());
        for (int i = 0; i < user.length(); i++) {
            char c = user.charAt(i);
            if (c == '%') {
                char decoded = (char) Integer.parseInt(user, i + 1, i + 3, 16);
                if (isUnreserved(decoded)) {
                    out.append(Character.toLowerCase(decoded));
                } else {
                    // RFC 3986 §6.2.2.1, though the user is lower-cased (CANON-08)
                    out.append(user.substring(i, i + 3).toUpperCase(Locale.ROOT));
                }
                i += 2;
            } else {
                out.append(Character.toLowerCase(c));
            }
        }
        return out.toString();
    }

    /** Undoes ASCII escapes; whatever else is escaped is no part of a number and stays as it is. */
    private static String unescape(String text) {
        StringBuilder out = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '%' && i + 2 < text.length() && isHex(text.charAt(i + 1)) && isHex(text.charAt(i + 2))) {
                out.append((char) Integer.parseInt(text, i + 1, i + 3, 16));
                i += 2;
            } else {
                out.append(c);
            }
        }
        return out.toString();
    }

    private static boolean hasScheme(String text, String scheme) {
        if (text.length() > MAX_LENGTH) {
            throw new StirParseException(MAX_LENGTH, "a URI too long");
        }
        return text.regionMatches(true, 0, scheme, 0, scheme.length());
    }

    /** RFC 3986 §2.3. */
    private static boolean isUnreserved(char c) {
        return isAlphanumeric(c) || c == '-' || c == '.' || c == '_' || c == '~';
    }

    private static boolean isAlphanumeric(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
    }

    private static boolean isHex(char c) {
        return c >= '0' && c <= '9' || c >= 'a' && c <= 'f' || c >= 'A' && c <= 'F';
    }

    /** What RFC 8224 §8.5 keeps of a SIP URI, and whether it says {@code user=phone}. */
    private record SipParts(String scheme, String user, String host, boolean userIsPhone) {

        static SipParts of(String uri) {
            String scheme = hasScheme(uri, "sips:") ? "sips" : "sip";
            if (!hasScheme(uri, scheme + ":")) {
                throw new StirParseException(0, "not a SIP URI");
            }
            int start = scheme.length() + 1;
            int at = uri.indexOf('@', start);
            if (at == start || uri.indexOf('@', Math.max(at, start) + 1) >= 0 && at >= 0) {
                throw new StirParseException(start, "not a user and a host");
            }
            String user = at < 0 ? "" : user(uri, start, at);
            int hostStart = at < 0 ? start : at + 1;
            int hostEnd = hostEnd(uri, hostStart);
            return new SipParts(scheme, user, uri.substring(hostStart, hostEnd), userIsPhone(uri, hostEnd));
        }

        private static String user(String uri, int start, int at) {
            int end = uri.indexOf(':', start);
            int stop = end < 0 || end > at ? at : end;
            if (stop == start) {
                throw new StirParseException(start, "no user");
            }
            for (int i = start; i < stop; i++) {
                char c = uri.charAt(i);
                if (c == '%') {
                    if (i + 2 >= stop || !isHex(uri.charAt(i + 1)) || !isHex(uri.charAt(i + 2))) {
                        throw new StirParseException(i, "a broken escape");
                    }
                    i += 2;
                } else if (!isAlphanumeric(c) && USER_MARKS.indexOf(c) < 0) {
                    throw new StirParseException(i, "a character that no user has");
                }
            }
            return uri.substring(start, stop);
        }

        private static int hostEnd(String uri, int start) {
            boolean literal = start < uri.length() && uri.charAt(start) == '[';
            int end = start + (literal ? 1 : 0);
            while (end < uri.length() && (isHostCharacter(uri.charAt(end)) || literal && uri.charAt(end) == ':')) {
                end++;
            }
            if (literal) {
                if (end >= uri.length() || uri.charAt(end) != ']' || end == start + 1) {
                    throw new StirParseException(end, "a broken address");
                }
                end++;
            }
            boolean ended = end == uri.length() || ":;?".indexOf(uri.charAt(end)) >= 0;
            if (end == start || !ended) {
                throw new StirParseException(end, "a character that no host has");
            }
            return end;
        }

        private static boolean isHostCharacter(char c) {
            return isAlphanumeric(c) || c == '-' || c == '.' || c == '_';
        }

        private static boolean userIsPhone(String uri, int hostEnd) {
            int headers = uri.indexOf('?', hostEnd);
            int end = headers < 0 ? uri.length() : headers;
            int parameter = uri.indexOf(';', hostEnd);
            while (parameter >= 0 && parameter < end) {
                int next = uri.indexOf(';', parameter + 1);
                int stop = next < 0 || next > end ? end : next;
                String text = uri.substring(parameter + 1, stop);
                if (text.equalsIgnoreCase("user=phone")) {
                    return true;
                }
                parameter = next;
            }
            return false;
        }
    }
}
