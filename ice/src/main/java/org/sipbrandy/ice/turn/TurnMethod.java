package org.sipbrandy.ice.turn;

/** RFC 8656 §17. */
final class TurnMethod {
    static final int ALLOCATE = 3;
    static final int REFRESH = 4;
    static final int SEND = 6;
    static final int DATA = 7;
    static final int CREATE_PERMISSION = 8;
    static final int CHANNEL_BIND = 9;

    private TurnMethod() {}
}
