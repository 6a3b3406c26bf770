package org.sipbrandy.ice.stun;

/** The numbers of the attributes that we understand (RFC 8489 §18.3, RFC 8445 §20.1, RFC 8656 §18). */
final class AttributeType {
    static final int MAPPED_ADDRESS = 0x0001;
    static final int USERNAME = 0x0006;
    static final int MESSAGE_INTEGRITY = 0x0008;
    static final int ERROR_CODE = 0x0009;
    static final int UNKNOWN_ATTRIBUTES = 0x000a;
    static final int CHANNEL_NUMBER = 0x000c;
    static final int LIFETIME = 0x000d;
    static final int XOR_PEER_ADDRESS = 0x0012;
    static final int DATA = 0x0013;
    static final int REALM = 0x0014;
    static final int NONCE = 0x0015;
    static final int XOR_RELAYED_ADDRESS = 0x0016;
    static final int REQUESTED_ADDRESS_FAMILY = 0x0017;
    static final int REQUESTED_TRANSPORT = 0x0019;
    static final int MESSAGE_INTEGRITY_SHA256 = 0x001c;
    static final int PASSWORD_ALGORITHM = 0x001d;
    static final int USERHASH = 0x001e;
    static final int XOR_MAPPED_ADDRESS = 0x0020;
    static final int PRIORITY = 0x0024;
    static final int USE_CANDIDATE = 0x0025;
    /** From here on an attribute may be ignored by who does not know it (RFC 8489 §14). */
    static final int FIRST_OPTIONAL = 0x8000;

    static final int ADDITIONAL_ADDRESS_FAMILY = 0x8000;
    static final int ADDRESS_ERROR_CODE = 0x8001;
    static final int PASSWORD_ALGORITHMS = 0x8002;
    static final int ALTERNATE_DOMAIN = 0x8003;
    static final int SOFTWARE = 0x8022;
    static final int ALTERNATE_SERVER = 0x8023;
    static final int FINGERPRINT = 0x8028;
    static final int ICE_CONTROLLED = 0x8029;
    static final int ICE_CONTROLLING = 0x802a;

    private AttributeType() {}
}
