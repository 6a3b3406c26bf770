package org.sipbrandy.sip.message;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Reads URIs: RFC 3261 §25.1 SIP-URI, SIPS-URI and absoluteURI, RFC 3966 telephone-uri. */
final class UriParser {
    private UriParser() {}

    /** The URI that fills the range. */
    static Uri parse(String text, int start, int end) {
        Cursor in = new Cursor(text, start, end);
        String scheme = in.run(CharClass.SCHEME);
        if (scheme.isEmpty() || !isAlpha(scheme.charAt(0)) || !in.take(':')) {
            throw in.error("URI without scheme");
        }
        if (scheme.equalsIgnoreCase("sip")) {
            return sip(in, false);
        }
        if (scheme.equalsIgnoreCase("sips")) {
            return sip(in, true);
        }
        if (scheme.equalsIgnoreCase("tel")) {
            return tel(in);
        }
        String rest = text.substring(in.at, end);
        if (rest.isEmpty() || !isEscapedRun(rest, CharClass.ABSOLUTE_URI)) {
            throw in.error("malformed URI");
        }
        return new OtherUri(scheme.toLowerCase(Locale.ROOT), rest);
    }

    private static boolean isAlpha(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
    }

    private static SipUri sip(Cursor in, boolean secure) {
        Optional<String> user = Optional.empty();
        Optional<String> password = Optional.empty();
        // '@' appears unescaped nowhere but after the userinfo
        int at = in.text.indexOf('@', in.at);
        if (at >= 0 && at < in.end) {
            user = Optional.of(escaped(in, CharClass.USER));
            if (user.get().isEmpty()) {
                throw in.error("empty user");
            }
            if (in.take(':')) {
                password = Optional.of(escaped(in, CharClass.PASSWORD));
            }
            in.require('@');
        }
        HostPort hostPort = HostPort.parse(in, false);
        Parameters parameters = parameters(in);
        List<Parameter> headers = in.take('?') ? headers(in) : List.of();
        if (!in.atEnd()) {
            throw in.error("malformed URI");
        }
        return new SipUri(secure, user, password, hostPort, parameters, headers);
    }

    private static TelUri tel(Cursor in) {
        int start = in.at;
        in.take('+');
        in.run(CharClass.LOCAL_PHONE);
        String number = in.text.substring(start, in.at);
        Parameters parameters = parameters(in);
        if (!in.atEnd()) {
            throw in.error("malformed telephone number");
        }
        String wrong = TelNumber.fault(number, parameters);
        if (!wrong.isEmpty()) {
            throw in.error(wrong);
        }
        return new TelUri(number, parameters);
    }

    // RFC 3261 §25.1 uri-parameters: no white space, names and values of paramchar
    private static Parameters parameters(Cursor in) {
        if (in.peek() != ';') {
            return Parameters.NONE;
        }
        List<Parameter> list = new ArrayList<>(4);
        while (in.take(';')) {
            String name = escaped(in, CharClass.URI_PARAMETER);
            if (name.isEmpty()) {
                throw in.error("URI parameter without name");
            }
            Optional<String> value = Optional.empty();
            if (in.take('=')) {
                value = Optional.of(escaped(in, CharClass.URI_PARAMETER));
                if (value.get().isEmpty()) {
                    throw in.error("URI parameter without value");
                }
            }
            Parameters.addUnique(list, new Parameter(name, value), in);
        }
        return Parameters.trusted(list);
    }

    private static List<Parameter> headers(Cursor in) {
        List<Parameter> list = new ArrayList<>(2);
        do {
            String name = escaped(in, CharClass.URI_HEADER);
            if (name.isEmpty() || list.size() == SipLimits.MAX_PARAMETERS) {
                throw in.error("malformed URI header");
            }
            in.require('=');
            list.add(new Parameter(name, Optional.of(escaped(in, CharClass.URI_HEADER))));
        } while (in.take('&'));
        return list;
    }

    private static String escaped(Cursor in, CharClass chars) {
        int start = in.at;
        while (in.at < in.end) {
            char c = in.text.charAt(in.at);
            if (c == '%') {
                if (in.at + 2 >= in.end || !Escapes.isEscape(in.text, in.at)) {
                    throw in.error("malformed escape");
                }
                in.at += 3;
            } else if (chars.has(c)) {
                in.at++;
            } else {
                break;
            }
        }
        return in.text.substring(start, in.at);
    }

    static boolean isUser(String user) {
        return !user.isEmpty() && isEscapedRun(user, CharClass.USER);
    }

    static boolean isEscapedRun(String text, CharClass chars) {
        for (int i = 0; i < text.length(); i++) {
            if (Escapes.isEscape(text, i)) {
                i += 2;
            } else if (!chars.has(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }
}
