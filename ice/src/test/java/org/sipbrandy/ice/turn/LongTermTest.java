package org.sipbrandy.ice.turn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.sipbrandy.ice.stun.LongTermAttribute;
import org.sipbrandy.ice.stun.LongTermKey;
import org.sipbrandy.ice.stun.StunAttribute;
import org.sipbrandy.ice.stun.StunBuilder;
import org.sipbrandy.ice.stun.StunMessage;
import org.sipbrandy.ice.stun.TurnAttribute;

class LongTermTest {
    private static final byte[] SHA256_THEN_MD5 = {0, 2, 0, 0, 0, 1, 0, 0};
    private static final byte[] MD5_THEN_SHA256 = {0, 1, 0, 0, 0, 2, 0, 0};
    private static final byte[] UNKNOWN = {0, 9, 0, 0};
    private static final String MATRIX = "マトリックス";

    @Test
    @DisplayName("USERHASH, key and SHA-256 integrity are those of RFC 8489 appendix B.1")
    void vector() throws Exception {
        // The length that the RFC prints counts 20 bytes that are not there; its hash was made with it.
        byte[] message = HexFormat.of().parseHex("""
                0001009c2112a44278ad3433c6ad72c029da412e\
                001e00204a3cf38fef6992bda952c6780417da0f24819415569e60b205c46e41407f1704\
                001500296f624d61744a6f7332414141436\
                62f2f3439396b393534643\
                64f4c33346f4c394653547679363473410\
                00000\
                0014000b6578616d706c652e6f726700""");
        assertThat(LongTermKey.userhash(MATRIX, "example.org").toString())
                .isEqualTo("4a3cf38fef6992bda952c6780417da0f24819415569e60b205c46e41407f1704");
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(LongTermKey.sha256(MATRIX, "example.org", "TheMatrIX"), "HmacSHA256"));
        assertThat(HexFormat.of().formatHex(mac.doFinal(message)))
                .isEqualTo("e4686c8f0edeb59013e07090010a93efccbccc544c0a45d9f830aa6d6f735a01");
        var features = SecurityFeatures.of("obMatJos2AAACf//499k954d6OL34oL9FSTvy64sA");
        assertThat(features).isEqualTo(new SecurityFeatures(false, false));
    }

    @Test
    @DisplayName("with password algorithms the first that we know is taken, and SHA-256 protects both ways")
    void algorithms() {
        for (byte[] offered : List.of(SHA256_THEN_MD5, MD5_THEN_SHA256)) {
            var server = new ScriptedServer(false);
            boolean sha256 = offered[1] == 2;
            server.algorithms = Optional.of(offered);
            server.nonce = nonce(0x80) + "x";
            server.key = sha256 ? LongTermKey.sha256("alice", server.realm, "secret") : server.key;
            server.client.start(server.now);
            server.challenge(server.request(), 401);
            StunMessage signed = server.signed();
            assertThat(signed.hasSha256()).isTrue();
            assertThat(signed.first(LongTermAttribute.PasswordAlgorithm.class))
                    .contains(new LongTermAttribute.PasswordAlgorithm(sha256 ? 2 : 1));
            assertThat(signed.first(LongTermAttribute.PasswordAlgorithms.class)
                            .orElseThrow()
                            .value()
                            .toArray())
                    .isEqualTo(offered);
            server.allocate(signed, 600);
            assertThat(server.all(TurnEffect.Allocated.class)).hasSize(1);
        }
    }

    @Test
    @DisplayName("where the nonce asks for anonymity the user's name is not sent")
    void anonymity() {
        var server = new ScriptedServer(false);
        server.nonce = nonce(0x40) + "x";
        server.client.start(server.now);
        server.challenge(server.request(), 401);
        StunMessage signed = server.signed();
        assertThat(signed.first(StunAttribute.Username.class)).isEmpty();
        assertThat(signed.first(LongTermAttribute.Userhash.class))
                .contains(new LongTermAttribute.Userhash(LongTermKey.userhash("alice", server.realm)));
    }

    @Test
    @DisplayName("who takes the password algorithms out of a challenge, or offers unknown ones, gets nothing")
    void biddingDown() {
        var stripped = new ScriptedServer(false);
        stripped.nonce = nonce(0x80) + "x";
        stripped.client.start(stripped.now);
        stripped.challenge(stripped.request(), 401);
        assertThat(stripped.sent()).isEmpty();
        assertThat(stripped.ended()).isEqualTo(TurnFailure.UNAUTHORIZED);

        var unknown = new ScriptedServer(false);
        unknown.algorithms = Optional.of(UNKNOWN);
        unknown.client.start(unknown.now);
        unknown.challenge(unknown.request(), 401);
        assertThat(unknown.sent()).isEmpty();
        assertThat(unknown.ended()).isEqualTo(TurnFailure.UNAUTHORIZED);
    }

    @Test
    @DisplayName("a wrong password is tried once")
    void wrongPassword() {
        var server = new ScriptedServer(false);
        server.client.start(server.now);
        server.challenge(server.request(), 401);
        server.challenge(server.request(), 401);
        assertThat(server.sent()).isEmpty();
        assertThat(server.ended()).isEqualTo(TurnFailure.UNAUTHORIZED);
    }

    @Test
    @DisplayName("answers that are not the server's own are as if they had not come; over a stream they end it")
    void forged() {
        for (boolean stream : List.of(false, true)) {
            var server = new ScriptedServer(stream);
            server.client.start(server.now);
            server.challenge(server.request(), 401);
            StunMessage request = server.request();
            StunBuilder forged = StunBuilder.success(request)
                    .add(new TurnAttribute.XorRelayedAddress(ScriptedServer.RELAYED))
                    .add(new TurnAttribute.Lifetime(600))
                    .add(new StunAttribute.XorMappedAddress(ScriptedServer.MAPPED));
            server.client.receive(forged.integrity(new byte[] {1}).encode(), server.now);
            assertThat(server.all(TurnEffect.Allocated.class)).isEmpty();
            assertThat(server.ended()).isEqualTo(stream ? TurnFailure.NOT_AUTHENTIC : null);
            server.pass(java.time.Duration.ofSeconds(40));
            assertThat(server.ended()).isEqualTo(TurnFailure.NOT_AUTHENTIC);
        }
    }

    @Test
    @DisplayName("a success without any challenge is not believed")
    void unasked() {
        var server = new ScriptedServer(false);
        server.client.start(server.now);
        StunMessage request = server.request();
        server.allocate(request, 600);
        assertThat(server.all(TurnEffect.Allocated.class)).isEmpty();
    }

    @Test
    @DisplayName("names and passwords are prepared, and the password is not shown")
    void prepared() {
        assertThat(new TurnCredential("a\u2003b", "e\u0301")).isEqualTo(new TurnCredential("a b", "\u00e9"));
        assertThat(new TurnCredential("alice", "secret").toString()).doesNotContain("secret");
        assertThatThrownBy(() -> new TurnCredential("", "x")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new TurnCredential("a\nb", "x")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new TurnCredential("é".repeat(300), "x")).isInstanceOf(IllegalArgumentException.class);
    }

    private static String nonce(int first) {
        return "obMatJos2"
                + new String(Base64.getEncoder().encode(new byte[] {(byte) first, 0, 0}), StandardCharsets.US_ASCII);
    }
}
