package org.sipbrandy.srtp.rtcp;

import java.time.Instant;

/** 64-bit NTP timestamps (RFC 3550 §4): seconds since 1900 and a fraction of 2^32. */
public final class NtpTime {
    private static final long SECONDS_1900_TO_1970 = 2_208_988_800L;

    private NtpTime() {}

    public static long of(Instant instant) {
        long fraction = ((long) instant.getNano() << 32) / 1_000_000_000L;
        return instant.getEpochSecond() + SECONDS_1900_TO_1970 << 32 | fraction;
    }

    /** The middle 32 bits, in 1/65536 s, as LSR carries them. */
    public static long middle(long ntpTime) {
        return ntpTime >>> 16 & 0xffff_ffffL;
    }
}
