package org.sipbrandy.ice;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * An IPv4 or IPv6 address as a value: no names, no look-ups, no zone.
 *
 * <p>An IPv4-mapped IPv6 address stays what it is; {@link #unmapped()} gives the IPv4 address within.
 */
public final class IpAddress implements Comparable<IpAddress> {
    private static final long V4_MAPPED_PREFIX = 0xffffL << 32;

    private final boolean v6;
    private final long high;
    private final long low;

    private IpAddress(boolean v6, long high, long low) {
        this.v6 = v6;
        this.high = high;
        this.low = low;
    }

    /**
     * The address with these bytes in network order.
     *
     * @throws IllegalArgumentException unless there are 4 or 16 bytes
     */
    public static IpAddress of(byte... bytes) {
        return switch (bytes.length) {
            case 4 -> new IpAddress(false, 0, bits(bytes, 0, 4));
            case 16 -> new IpAddress(true, bits(bytes, 0, 8), bits(bytes, 8, 8));
            default -> throw new IllegalArgumentException("an address has 4 or 16 bytes, not " + bytes.length);
        };
    }

    /**
     * Reads an IPv4 or IPv6 literal, the latter with or without brackets.
     *
     * @throws IllegalArgumentException if it is neither; names and zones are not accepted
     */
    public static IpAddress parse(String literal) {
        byte @Nullable [] bytes = IpLiteral.parse(literal);
        if (bytes == null) {
            throw new IllegalArgumentException("not an IP address");
        }
        return of(bytes);
    }

    public boolean isV4() {
        return !v6;
    }

    public boolean isV6() {
        return v6;
    }

    /** 0.0.0.0 or ::. */
    public boolean isUnspecified() {
        return high == 0 && low == 0;
    }

    public boolean isLoopback() {
        return v6 ? high == 0 && low == 1 : low >>> 24 == 127;
    }

    /** 169.254/16 or fe80::/10. */
    public boolean isLinkLocal() {
        return v6 ? high >>> 54 == 0xfe80 >>> 6 : low >>> 16 == 0xa9fe;
    }

    public boolean isMulticast() {
        return v6 ? high >>> 56 == 0xff : low >>> 28 == 0xe;
    }

    /** The deprecated fec0::/10, which no candidate may have (RFC 8445 §5.1.1.1). */
    public boolean isSiteLocal() {
        return v6 && high >>> 54 == 0xfec0 >>> 6;
    }

    /** An IPv6 address of ::ffff:0:0/96. */
    public boolean isV4Mapped() {
        return v6 && high == 0 && low >>> 32 == V4_MAPPED_PREFIX >>> 32;
    }

    /** The IPv4 address within an IPv4-mapped one, or else this address. */
    public IpAddress unmapped() {
        return isV4Mapped() ? new IpAddress(false, 0, low & 0xffff_ffffL) : this;
    }

    /** 4 or 16 bytes in network order, new with each call. */
    public byte[] bytes() {
        byte[] bytes = new byte[v6 ? 16 : 4];
        for (int i = 0; i < bytes.length; i++) {
            int fromEnd = bytes.length - 1 - i;
            bytes[i] = (byte) (fromEnd < 8 ? low >>> 8 * fromEnd : high >>> 8 * (fromEnd - 8));
        }
        return bytes;
    }

    @Override
    public int compareTo(IpAddress other) {
        int byFamily = Boolean.compare(v6, other.v6);
        return byFamily != 0 ? byFamily : Arrays.compareUnsigned(bytes(), other.bytes());
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof IpAddress that && v6 == that.v6 && high == that.high && low == that.low;
    }

    @Override
    public int hashCode() {
        return 31 * Long.hashCode(high) + Long.hashCode(low) + (v6 ? 1 : 0);
    }

    /** The literal without brackets; IPv6 in the form of RFC 5952. */
    @Override
    public String toString() {
        return IpLiteral.format(bytes());
    }

    private static long bits(byte[] bytes, int from, int length) {
        long bits = 0;
        for (int i = from; i < from + length; i++) {
            bits = bits << 8 | bytes[i] & 0xff;
        }
        return bits;
    }
}
