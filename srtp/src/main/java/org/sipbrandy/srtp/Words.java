package org.sipbrandy.srtp;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Big-endian words in arrays of octets. */
final class Words {
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle SHORT = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);

    private Words() {}

    static long int64(byte[] bytes, int at) {
        return (long) LONG.get(bytes, at);
    }

    static void int64(byte[] bytes, int at, long value) {
        LONG.set(bytes, at, value);
    }

    static int int32(byte[] bytes, int at) {
        return (int) INT.get(bytes, at);
    }

    static void int32(byte[] bytes, int at, int value) {
        INT.set(bytes, at, value);
    }

    static int uint16(byte[] bytes, int at) {
        return (short) SHORT.get(bytes, at) & 0xffff;
    }

    static void uint16(byte[] bytes, int at, int value) {
        SHORT.set(bytes, at, (short) value);
    }
}
