package org.sipbrandy.sip.message;

/** The rules of RFC 3966 about numbers. */
final class TelNumber {
    private TelNumber() {}

    /** Why the number is malformed; empty if it is not. */
    static String fault(String number, Parameters parameters) {
        boolean global = number.startsWith("+");
        CharClass allowed = global ? CharClass.PHONE : CharClass.LOCAL_PHONE;
        boolean digits = false;
        for (int i = global ? 1 : 0; i < number.length(); i++) {
            char c = number.charAt(i);
            if (!allowed.has(c)) {
                return "malformed telephone number";
            }
            digits |= !isSeparator(c);
        }
        if (!digits) {
            return "telephone number without digits";
        }
        // RFC 3966 §5.1.5: local numbers MUST have a phone-context
        return global || parameters.get("phone-context").isPresent() ? "" : "local number without phone-context";
    }

    private static boolean isSeparator(char c) {
        return c == '-' || c == '.' || c == '(' || c == ')';
    }

    static String withoutSeparators(String number) {
        StringBuilder out = new StringBuilder(number.length());
        for (int i = 0; i < number.length(); i++) {
            if (!isSeparator(number.charAt(i))) {
                out.append(number.charAt(i));
            }
        }
        return out.toString();
    }

    // RFC 3966 §4
    static boolean same(TelUri a, TelUri b) {
        if (a.isGlobal() != b.isGlobal()
                || !a.digits().equals(b.digits())
                || a.parameters().size() != b.parameters().size()) {
            return false;
        }
        for (Parameter p : a.parameters()) {
            if (!b.parameters().has(p.name())
                    || !value(a.parameters(), p.name()).equalsIgnoreCase(value(b.parameters(), p.name()))) {
                return false;
            }
        }
        return true;
    }

    private static String value(Parameters parameters, String name) {
        String value = parameters.raw(name).orElse("");
        boolean digits =
                name.equalsIgnoreCase("ext") || name.equalsIgnoreCase("phone-context") && value.startsWith("+");
        return digits ? withoutSeparators(value) : value;
    }
}
