package org.sipbrandy.sip.message;

import java.util.Map;

/**
 * A request method, RFC 3261 §7.1: a token, compared with regard to case.
 *
 * @param name a token
 */
public record SipMethod(String name) {
    public static final SipMethod INVITE = new SipMethod("INVITE");
    public static final SipMethod ACK = new SipMethod("ACK");
    public static final SipMethod BYE = new SipMethod("BYE");
    public static final SipMethod CANCEL = new SipMethod("CANCEL");
    public static final SipMethod OPTIONS = new SipMethod("OPTIONS");
    public static final SipMethod REGISTER = new SipMethod("REGISTER");
    public static final SipMethod PRACK = new SipMethod("PRACK");
    public static final SipMethod UPDATE = new SipMethod("UPDATE");
    public static final SipMethod INFO = new SipMethod("INFO");
    public static final SipMethod MESSAGE = new SipMethod("MESSAGE");
    public static final SipMethod SUBSCRIBE = new SipMethod("SUBSCRIBE");
    public static final SipMethod NOTIFY = new SipMethod("NOTIFY");
    public static final SipMethod REFER = new SipMethod("REFER");
    public static final SipMethod PUBLISH = new SipMethod("PUBLISH");

    private static final Map<String, SipMethod> KNOWN = Map.ofEntries(
            Map.entry("INVITE", INVITE),
            Map.entry("ACK", ACK),
            Map.entry("BYE", BYE),
            Map.entry("CANCEL", CANCEL),
            Map.entry("OPTIONS", OPTIONS),
            Map.entry("REGISTER", REGISTER),
            Map.entry("PRACK", PRACK),
            Map.entry("UPDATE", UPDATE),
            Map.entry("INFO", INFO),
            Map.entry("MESSAGE", MESSAGE),
            Map.entry("SUBSCRIBE", SUBSCRIBE),
            Map.entry("NOTIFY", NOTIFY),
            Map.entry("REFER", REFER),
            Map.entry("PUBLISH", PUBLISH));

    public SipMethod {
        if (!CharClass.isToken(name)) {
            throw new IllegalArgumentException("method is not a token");
        }
    }

    /**
     * The method of that name.
     *
     * @throws IllegalArgumentException if it is not a token
     */
    public static SipMethod of(String name) {
        SipMethod known = KNOWN.get(name);
        return known != null ? known : new SipMethod(name);
    }

    /** Whether one of the constants of this class, that is of an RFC that we know, has this name. */
    public boolean isKnown() {
        return KNOWN.containsKey(name);
    }

    @Override
    public String toString() {
        return name;
    }
}
