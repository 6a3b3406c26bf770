package org.sipbrandy.ice.stun;

import java.util.List;
import org.sipbrandy.ice.TransportAddress;

/**
 * An attribute of a STUN message. MESSAGE-INTEGRITY, MESSAGE-INTEGRITY-SHA256 and FINGERPRINT are not among them: a
 * {@link StunMessage} checks its own and a {@link StunBuilder} makes them.
 */
public sealed interface StunAttribute
        permits StunAttribute.MappedAddress,
                StunAttribute.XorMappedAddress,
                StunAttribute.Username,
                StunAttribute.Realm,
                StunAttribute.Nonce,
                StunAttribute.Software,
                StunAttribute.Priority,
                StunAttribute.UseCandidate,
                StunAttribute.IceControlled,
                StunAttribute.IceControlling,
                StunAttribute.ErrorCode,
                StunAttribute.UnknownAttributes,
                StunAttribute.AlternateServer,
                StunAttribute.AlternateDomain,
                StunAttribute.Other,
                LongTermAttribute,
                TurnAttribute {
    record MappedAddress(TransportAddress address) implements StunAttribute {}

    record XorMappedAddress(TransportAddress address) implements StunAttribute {}

    /** At most 513 bytes of UTF-8. */
    record Username(String value) implements StunAttribute {}

    record Realm(String value) implements StunAttribute {}

    record Nonce(String value) implements StunAttribute {}

    record Software(String value) implements StunAttribute {}

    /** RFC 8445 §7.1.1; 0 to 2^32 − 1. */
    record Priority(long value) implements StunAttribute {}

    /** RFC 8445 §7.1.2. */
    record UseCandidate() implements StunAttribute {}

    /** RFC 8445 §7.1.3; the value is unsigned. */
    record IceControlled(long tieBreaker) implements StunAttribute {}

    /** RFC 8445 §7.1.3; the value is unsigned. */
    record IceControlling(long tieBreaker) implements StunAttribute {}

    /** RFC 8489 §14.8; 300 to 699. */
    record ErrorCode(int code, String reason) implements StunAttribute {
        public ErrorCode {
            if (code < 300 || code > 699) {
                throw new IllegalArgumentException("an error code is 300 to 699, not " + code);
            }
        }
    }

    record UnknownAttributes(List<Integer> types) implements StunAttribute {
        public UnknownAttributes {
            types = List.copyOf(types);
        }
    }

    /** RFC 8489 §14.15: the server to be asked instead. */
    record AlternateServer(TransportAddress address) implements StunAttribute {}

    /** RFC 8489 §14.16: for whom the certificate of that server is. */
    record AlternateDomain(String name) implements StunAttribute {}

    /** Any that we do not know, with its bytes. */
    record Other(int type, Bytes value) implements StunAttribute {
        /** Whether the message cannot be processed without knowing it (RFC 8489 §14). */
        public boolean required() {
            return type < AttributeType.FIRST_OPTIONAL;
        }
    }
}
