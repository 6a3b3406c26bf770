package org.sipbrandy.ice.stun;

import java.util.ArrayList;
import java.util.List;

/** The attributes that RFC 8489 §9.2 added to long-term credentials; REALM and NONCE are in {@link StunAttribute}. */
public sealed interface LongTermAttribute extends StunAttribute {
    /** RFC 8489 §18.5.1. */
    int MD5 = 1;

    /** RFC 8489 §18.5.2. */
    int SHA256 = 2;

    /** RFC 8489 §14.4: 32 bytes that stand for the user's name. */
    record Userhash(Bytes value) implements LongTermAttribute {
        public Userhash {
            if (value.length() != 32) {
                throw new IllegalArgumentException("USERHASH has 32 bytes");
            }
        }
    }

    /**
     * RFC 8489 §14.11: from what the server makes the key of a password, most wanted first.
     *
     * @param value as it was received, for it goes back byte by byte
     */
    record PasswordAlgorithms(Bytes value) implements LongTermAttribute {
        /** The numbers in their order; what follows a broken entry is not seen. */
        public List<Integer> numbers() {
            byte[] bytes = value.toArray();
            List<Integer> numbers = new ArrayList<>();
            int at = 0;
            while (at + 4 <= bytes.length) {
                int length = (bytes[at + 2] & 0xff) << 8 | bytes[at + 3] & 0xff;
                if (at + 4 + length > bytes.length) {
                    break;
                }
                numbers.add((bytes[at] & 0xff) << 8 | bytes[at + 1] & 0xff);
                at += 4 + (length + 3 & ~3);
            }
            return numbers;
        }
    }

    /** RFC 8489 §14.12: the one that was chosen; those that we know have no parameters. */
    record PasswordAlgorithm(int number) implements LongTermAttribute {}
}
