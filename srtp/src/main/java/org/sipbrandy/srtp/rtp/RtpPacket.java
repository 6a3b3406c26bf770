package org.sipbrandy.srtp.rtp;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;

/** A view of an RTP packet (RFC 3550 §5.1) in an array that is not copied: it shows what the array holds now. */
public final class RtpPacket {
    /** Octets of a header without CSRCs and extension. */
    public static final int HEADER_LENGTH = 12;

    /** Octets of the largest packet: what a UDP datagram carries. */
    public static final int MAX_LENGTH = 65_507;

    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle SHORT = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);

    private final byte[] bytes;
    private final int offset;
    private final int length;
    private final int headerLength;
    private final int paddingLength;

    private RtpPacket(byte[] bytes, int offset, int length, int headerLength, int paddingLength) {
        this.bytes = bytes;
        this.offset = offset;
        this.length = length;
        this.headerLength = headerLength;
        this.paddingLength = paddingLength;
    }

    /**
     * Views {@code bytes[offset .. offset+length)}.
     *
     * @throws MalformedRtpException if that is no RTP packet
     */
    public static RtpPacket parse(byte[] bytes, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, bytes.length);
        int headerLength = headerLength(bytes, offset, length);
        if (headerLength < 0) {
            throw new MalformedRtpException(0, "no RTP header of version 2");
        }
        int padding = 0;
        if ((bytes[offset] & 0x20) != 0) {
            // RFC 3550 §5.1: the last octet counts the padding, itself included.
            padding = length > headerLength ? bytes[offset + length - 1] & 0xff : 0;
            if (padding == 0 || padding > length - headerLength) {
                throw new MalformedRtpException(length - 1, "padding of " + padding + " octets");
            }
        }
        return new RtpPacket(bytes, offset, length, headerLength, padding);
    }

    /** Views a whole array. */
    public static RtpPacket parse(byte[] bytes) {
        return parse(bytes, 0, bytes.length);
    }

    /**
     * Octets of the header with CSRCs and extension, or −1 if {@code bytes[offset .. offset+length)} does not begin with
     * a whole one of version 2. Padding is not looked at: in an SRTP packet it is encrypted.
     */
    public static int headerLength(byte[] bytes, int offset, int length) {
        if (length < HEADER_LENGTH || length > MAX_LENGTH || (bytes[offset] & 0xc0) != 0x80) {
            return -1;
        }
        int header = HEADER_LENGTH + 4 * (bytes[offset] & 0x0f);
        if ((bytes[offset] & 0x10) != 0) {
            if (length < header + 4) {
                return -1;
            }
            header += 4 + 4 * ((short) SHORT.get(bytes, offset + header + 2) & 0xffff);
        }
        return header <= length ? header : -1;
    }

    /** Writes {@link #HEADER_LENGTH} octets: a header without padding, CSRCs and extension. */
    public static void writeHeader(
            byte[] out, int offset, boolean marker, int payloadType, int sequenceNumber, long timestamp, int ssrc) {
        if ((payloadType & ~0x7f) != 0) {
            throw new IllegalArgumentException("payload type " + payloadType);
        }
        Objects.checkFromIndexSize(offset, HEADER_LENGTH, out.length);
        out[offset] = (byte) 0x80;
        out[offset + 1] = (byte) (marker ? 0x80 | payloadType : payloadType);
        SHORT.set(out, offset + 2, (short) sequenceNumber);
        INT.set(out, offset + 4, (int) timestamp);
        INT.set(out, offset + 8, ssrc);
    }

    /**
     * Writes a packet without padding, CSRCs and extension.
     *
     * @return its length
     */
    public static int write(
            byte[] out,
            int offset,
            boolean marker,
            int payloadType,
            int sequenceNumber,
            long timestamp,
            int ssrc,
            byte[] payload) {
        writeHeader(out, offset, marker, payloadType, sequenceNumber, timestamp, ssrc);
        System.arraycopy(payload, 0, out, offset + HEADER_LENGTH, payload.length);
        return HEADER_LENGTH + payload.length;
    }

    public byte[] array() {
        return bytes;
    }

    /** Index of the first octet in {@link #array()}. */
    public int offset() {
        return offset;
    }

    public int length() {
        return length;
    }

    public boolean marker() {
        return (bytes[offset + 1] & 0x80) != 0;
    }

    /** 0 … 127. */
    public int payloadType() {
        return bytes[offset + 1] & 0x7f;
    }

    /** 0 … 65535. */
    public int sequenceNumber() {
        return (short) SHORT.get(bytes, offset + 2) & 0xffff;
    }

    /** 0 … 2^32 − 1, in units of the payload's clock rate. */
    public long timestamp() {
        return (int) INT.get(bytes, offset + 4) & 0xffff_ffffL;
    }

    /** 32 bits, to be read as unsigned. */
    public int ssrc() {
        return (int) INT.get(bytes, offset + 8);
    }

    /** 0 … 15. */
    public int csrcCount() {
        return bytes[offset] & 0x0f;
    }

    public int csrc(int index) {
        Objects.checkIndex(index, csrcCount());
        return (int) INT.get(bytes, offset + HEADER_LENGTH + 4 * index);
    }

    public Optional<HeaderExtension> extension() {
        if ((bytes[offset] & 0x10) == 0) {
            return Optional.empty();
        }
        int at = offset + HEADER_LENGTH + 4 * csrcCount();
        return Optional.of(new HeaderExtension(
                (short) SHORT.get(bytes, at) & 0xffff, at + 4, 4 * ((short) SHORT.get(bytes, at + 2) & 0xffff)));
    }

    /** Index of the payload in {@link #array()}. */
    public int payloadOffset() {
        return offset + headerLength;
    }

    /** Octets of the payload without padding. */
    public int payloadLength() {
        return length - headerLength - paddingLength;
    }

    /** A copy of the payload. */
    public byte[] payload() {
        return Arrays.copyOfRange(bytes, payloadOffset(), payloadOffset() + payloadLength());
    }

    /** Octets of padding at the end. */
    public int paddingLength() {
        return paddingLength;
    }

    @Override
    public String toString() {
        return "RTP[pt=" + payloadType() + ", seq=" + sequenceNumber() + ", ts=" + timestamp() + ", ssrc="
                + Integer.toHexString(ssrc()) + (marker() ? ", marker" : "") + ", payload=" + payloadLength() + "]";
    }
}
