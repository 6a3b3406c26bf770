package org.sipbrandy.audio.event;

import java.util.Optional;

/**
 * The payload of a telephone event, RFC 4733 §2.3.
 *
 * @param code event code 0–255; 0–9 are the digits, 10 {@code *}, 11 {@code #}, 12–15 A–D (§3.2)
 * @param end whether this is the end of the event
 * @param volume power in −dBm0, 0 (loud) to 63
 * @param duration so far, in RTP timestamp units, 0–65535
 */
public record TelephoneEvent(int code, boolean end, int volume, int duration) {
    private static final String DIGITS = "0123456789*#ABCD";

    public TelephoneEvent {
        if ((code & ~0xFF) != 0 || (volume & ~0x3F) != 0 || (duration & ~0xFFFF) != 0) {
            throw new IllegalArgumentException("telephone event out of range");
        }
    }

    /** The first event of a payload; empty if it is shorter than four bytes. The reserved bit is ignored. */
    public static Optional<TelephoneEvent> parse(byte[] payload) {
        if (payload.length < 4) {
            return Optional.empty();
        }
        return Optional.of(new TelephoneEvent(
                payload[0] & 0xFF,
                (payload[1] & 0x80) != 0,
                payload[1] & 0x3F,
                (payload[2] & 0xFF) << 8 | payload[3] & 0xFF));
    }

    /** The four bytes of the payload. */
    public byte[] encode() {
        return new byte[] {(byte) code, (byte) ((end ? 0x80 : 0) | volume), (byte) (duration >> 8), (byte) duration};
    }

    /** The key for a code of 0–15; empty for others. */
    public static Optional<Character> digit(int code) {
        return code >= 0 && code < DIGITS.length() ? Optional.of(DIGITS.charAt(code)) : Optional.empty();
    }

    /**
     * The code of a key {@code 0-9 * # A-D a-d}.
     *
     * @throws IllegalArgumentException for another character
     */
    public static int code(char digit) {
        int code = DIGITS.indexOf(Character.toUpperCase(digit));
        if (code < 0) {
            throw new IllegalArgumentException("not a telephone key: " + digit);
        }
        return code;
    }
}
