package org.sipbrandy.srtp.rtcp;

import java.util.List;

/** Limits that RTCP's fields have. */
final class Rtcp {
    private Rtcp() {}

    static void check(boolean holds, String field, long value) {
        if (!holds) {
            throw new IllegalArgumentException(field + ": " + value);
        }
    }

    static void checkUnsigned(long value, String field) {
        check(value >= 0 && value <= 0xffff_ffffL, field, value);
    }

    /** The count field has five bits. */
    static <T> List<T> atMost31(List<T> list) {
        check(list.size() <= 31, "count", list.size());
        return List.copyOf(list);
    }
}
