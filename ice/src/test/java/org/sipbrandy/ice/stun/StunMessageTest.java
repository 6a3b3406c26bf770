package org.sipbrandy.ice.stun;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.sipbrandy.ice.TransportAddress;

class StunMessageTest {
    private static final byte[] KEY = StunVectors.PASSWORD.getBytes(UTF_8);
    private static final TransactionId VECTOR_ID = new TransactionId(0xb7e7a701, 0xbc34d686fa87dfaeL);

    @Test
    @DisplayName("ICE-06 the request of RFC 5769 §2.1 is read and written to the byte")
    void request() {
        StunMessage message = StunMessage.parse(StunVectors.REQUEST);
        assertThat(message.messageClass()).isEqualTo(StunClass.REQUEST);
        assertThat(message.method()).isEqualTo(StunMessage.BINDING);
        assertThat(message.id()).isEqualTo(VECTOR_ID);
        assertThat(message.attributes())
                .containsExactly(
                        new StunAttribute.Software("STUN test client"),
                        new StunAttribute.Priority(0x6e0001ffL),
                        new StunAttribute.IceControlled(0x932ff9b151263b36L),
                        new StunAttribute.Username("evtj:h6vY"));
        assertThat(message.hasFingerprint()).isTrue();
        assertThat(message.integrity(KEY)).isEqualTo(Integrity.VALID);

        StunBuilder copy = StunBuilder.request(VECTOR_ID).padding((byte) ' ');
        message.attributes().forEach(copy::add);
        assertThat(copy.integrity(KEY).withFingerprint()).isEqualTo(StunVectors.REQUEST);
    }

    @Test
    @DisplayName("ICE-06 the responses of RFC 5769 §2.2 and §2.3 are read and written to the byte")
    void responses() {
        StunMessage request = StunMessage.parse(StunVectors.REQUEST);
        response(request, StunVectors.RESPONSE_V4, TransportAddress.of("192.0.2.1", 32853));
        response(request, StunVectors.RESPONSE_V6, TransportAddress.of("2001:db8:1234:5678:11:2233:4455:6677", 32853));
    }

    private static void response(StunMessage request, byte[] bytes, TransportAddress mapped) {
        StunMessage message = StunMessage.parse(bytes);
        assertThat(message.messageClass()).isEqualTo(StunClass.SUCCESS);
        assertThat(message.attributes())
                .containsExactly(new StunAttribute.Software("test vector"), new StunAttribute.XorMappedAddress(mapped));
        assertThat(message.integrity(KEY)).isEqualTo(Integrity.VALID);
        StunBuilder copy = StunBuilder.success(request).padding((byte) ' ');
        message.attributes().forEach(copy::add);
        assertThat(copy.integrity(KEY).withFingerprint()).isEqualTo(bytes);
    }

    @Test
    @DisplayName("the request with long-term authentication of RFC 5769 §2.4 is read and written to the byte")
    void longTerm() {
        StunMessage message = StunMessage.parse(StunVectors.LONG_TERM);
        byte[] key = LongTermKey.md5("マトリックス", "example.org", "TheMatrIX");
        assertThat(message.attributes())
                .containsExactly(
                        new StunAttribute.Username("マトリックス"),
                        new StunAttribute.Nonce("f//499k954d6OL34oL9FSTvy64sA"),
                        new StunAttribute.Realm("example.org"));
        assertThat(message.integrity(key)).isEqualTo(Integrity.VALID);
        StunBuilder copy = StunBuilder.request(message.id());
        message.attributes().forEach(copy::add);
        assertThat(copy.integrity(key).encode()).isEqualTo(StunVectors.LONG_TERM);
    }

    @Test
    @DisplayName("ICE-07 another key makes the integrity invalid, and none is absent")
    void integrity() {
        assertThat(StunMessage.parse(StunVectors.REQUEST).integrity("other".getBytes(UTF_8)))
                .isEqualTo(Integrity.INVALID);
        byte[] bare = StunBuilder.request(VECTOR_ID).withFingerprint();
        assertThat(StunMessage.parse(bare).integrity(KEY)).isEqualTo(Integrity.ABSENT);
    }

    @Test
    @DisplayName("ICE-07 of two integrities both have to be right")
    void bothIntegrities() {
        byte[] message = StunBuilder.request(VECTOR_ID)
                .add(new StunAttribute.UseCandidate())
                .integrity(KEY)
                .integritySha256(KEY)
                .withFingerprint();
        StunMessage parsed = StunMessage.parse(message);
        assertThat(parsed.hasSha256()).isTrue();
        assertThat(parsed.integrity(KEY)).isEqualTo(Integrity.VALID);
        byte[] mixed = StunBuilder.request(VECTOR_ID)
                .integrity("other".getBytes(UTF_8))
                .integritySha256(KEY)
                .encode();
        assertThat(StunMessage.parse(mixed).integrity(KEY)).isEqualTo(Integrity.INVALID);
    }

    @Test
    @DisplayName("what stands behind the integrity is not seen")
    void behindIntegrity() {
        byte[] message = StunBuilder.request(VECTOR_ID).integrity(KEY).encode();
        byte[] useCandidate = {0, 0x25, 0, 0};
        byte[] extended = Arrays.copyOf(message, message.length + 4);
        System.arraycopy(useCandidate, 0, extended, message.length, 4);
        extended[3] += 4;
        StunMessage parsed = StunMessage.parse(extended);
        assertThat(parsed.attributes()).isEmpty();
        assertThat(parsed.integrity(KEY)).isEqualTo(Integrity.VALID);
    }

    @Test
    @DisplayName("unknown attributes below 0x8000 have to be understood, the others not")
    void unknown() {
        byte[] message = StunBuilder.request(VECTOR_ID)
                .add(new StunAttribute.Other(0x7777, new Bytes((byte) 1)))
                .add(new StunAttribute.Other(0x9999, new Bytes((byte) 2)))
                .encode();
        assertThat(StunMessage.parse(message).unknownRequired()).containsExactly(0x7777);
    }

    @Test
    @DisplayName("errors, unknown attributes, every class and every method survive the way there and back")
    void roundTrip() {
        List<StunAttribute> attributes = List.of(
                new StunAttribute.ErrorCode(487, "Role Conflict"),
                new StunAttribute.UnknownAttributes(List.of(1, 0xffff)),
                new StunAttribute.MappedAddress(TransportAddress.of("2001:db8::1", 1)),
                new StunAttribute.IceControlling(-1));
        for (StunClass messageClass : StunClass.values()) {
            for (int method = 0; method < 0x1000; method += 0x35) {
                StunBuilder builder = StunBuilder.of(messageClass, method, VECTOR_ID);
                attributes.forEach(builder::add);
                StunMessage parsed = StunMessage.parse(builder.withFingerprint());
                assertThat(parsed.messageClass()).isEqualTo(messageClass);
                assertThat(parsed.method()).isEqualTo(method);
                assertThat(parsed.attributes()).isEqualTo(attributes);
            }
        }
    }

    @Test
    @DisplayName("a wrong fingerprint, cookie, length or first bits are no STUN")
    void malformed() {
        for (int at : new int[] {0, 2, 3, 4, 30, StunVectors.REQUEST.length - 1}) {
            byte[] bytes = StunVectors.REQUEST.clone();
            bytes[at] ^= (byte) 0xc1;
            assertThatThrownBy(() -> StunMessage.parse(bytes)).isInstanceOf(StunParseException.class);
        }
        assertThatThrownBy(() -> StunMessage.parse(new byte[0])).isInstanceOf(StunParseException.class);
    }

    @Test
    @DisplayName("50,000 damaged messages give a message or the documented exception, never a valid integrity")
    void damaged() {
        long seed = 8489;
        Random random = new Random(seed);
        List<byte[]> originals =
                List.of(StunVectors.REQUEST, StunVectors.RESPONSE_V4, StunVectors.RESPONSE_V6, StunVectors.LONG_TERM);
        int parsed = 0;
        for (int i = 0; i < 50_000; i++) {
            byte[] original = originals.get(random.nextInt(originals.size()));
            byte[] bytes = Arrays.copyOf(
                    original, random.nextInt(4) == 0 ? random.nextInt(original.length + 8) : original.length);
            int damage = 1 + random.nextInt(4);
            for (int j = 0; j < damage && bytes.length > 0; j++) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            }
            try {
                StunMessage message = StunMessage.parse(bytes);
                parsed++;
                if (!Arrays.equals(bytes, original)) {
                    assertThat(message.unknownRequired()).hasSizeLessThan(64);
                    if (message.integrity(KEY) == Integrity.VALID) {
                        // Only what stands behind the integrity may have changed, i.e. nothing that is seen.
                        assertThat(message.attributes())
                                .as("seed %d, round %d", seed, i)
                                .isEqualTo(StunMessage.parse(original).attributes());
                    }
                }
            } catch (StunParseException e) {
                assertThat(e.offset()).isBetween(0, bytes.length + 8);
            }
        }
        assertThat(parsed).isPositive();
    }
}
