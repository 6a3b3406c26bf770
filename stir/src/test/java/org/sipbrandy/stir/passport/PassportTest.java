package org.sipbrandy.stir.passport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.sipbrandy.stir.StirParseException;
import org.sipbrandy.stir.credential.SigningKey;
import org.sipbrandy.stir.identity.CanonicalIdentity;

class PassportTest {
    private static final SigningKey KEY = SigningKey.fromPem(KnownAnswers.KEY_A1);

    private static final PassportHeader HEADER = PassportHeader.of(KnownAnswers.X5U, Optional.of(PassportHeader.MSEC));

    private static PassportPayload payload(String orig, String dest, long iat, List<String> fingerprints) {
        return PassportPayload.of(
                CanonicalIdentity.of(orig),
                CanonicalIdentity.of(dest),
                iat,
                Optional.of(MediaKeys.ofFingerprints(fingerprints)));
    }

    @Test
    @DisplayName("PASS-20, PASS-05, PASS-10, PASS-03, MSEC-02, MSEC-05 the INVITE vector: bytes and signature")
    void invite() {
        PassportPayload payload = payload(
                "sip:alice@atlanta.example.com",
                "sip:bob@biloxi.example.org",
                KnownAnswers.IAT,
                KnownAnswers.FINGERPRINTS);
        assertThat(HEADER.toJson()).isEqualTo(KnownAnswers.HEADER);
        assertThat(payload.toJson()).isEqualTo(KnownAnswers.CALL_PAYLOAD);
        assertThat(Passport.sign(HEADER, payload, KEY).full()).isEqualTo(KnownAnswers.CALL_TOKEN);
    }

    @Test
    @DisplayName("PASS-20, PASS-03 the UPDATE vector in the other direction: bytes and signature")
    void update() {
        PassportPayload payload = payload(
                "sip:bob@biloxi.example.org",
                "sip:alice@atlanta.example.com",
                KnownAnswers.IAT + 2,
                KnownAnswers.FINGERPRINTS.subList(1, 2));
        assertThat(payload.toJson()).isEqualTo(KnownAnswers.UPDATE_PAYLOAD);
        assertThat(Passport.sign(HEADER, payload, KEY).full()).isEqualTo(KnownAnswers.UPDATE_TOKEN);
    }

    @Test
    @DisplayName("PASS-20, PASS-08, STIR-AS-03 the telephone number vector: bytes and signature")
    void telephoneNumbers() {
        PassportPayload payload = payload(
                "sip:+1-215-555-1212@carrier.example;user=phone",
                "tel:+12155551213",
                KnownAnswers.IAT,
                KnownAnswers.FINGERPRINTS.subList(1, 2));
        assertThat(payload.toJson()).isEqualTo(KnownAnswers.TN_PAYLOAD);
        assertThat(Passport.sign(HEADER, payload, KEY).full()).isEqualTo(KnownAnswers.TN_TOKEN);
    }

    @Test
    @DisplayName("PASS-20 the token of RFC 8225 7.1 verifies under A.2, and not once altered")
    void verifyOnly() throws Exception {
        PublicKey key = KeyFactory.getInstance("EC")
                .generatePublic(new X509EncodedKeySpec(Base64.getDecoder().decode(KnownAnswers.KEY_A2)));
        byte[] input = KnownAnswers.RFC_SIGNING_INPUT.getBytes(StandardCharsets.US_ASCII);
        byte[] signature = Base64.getUrlDecoder().decode(KnownAnswers.RFC_SIGNATURE);
        assertThat(Es256Verifier.platform().verify(key, input, signature)).isTrue();
        var sunEc = Es256Verifier.of(java.security.Security.getProvider("SunEC"));
        var bouncyCastle = Es256Verifier.of(new org.bouncycastle.jce.provider.BouncyCastleProvider());
        assertThat(sunEc.verify(key, input, signature)).isTrue();
        assertThat(bouncyCastle.verify(key, input, signature)).isTrue();
        input[5] ^= 1;
        assertThat(Es256Verifier.platform().verify(key, input, signature)).isFalse();
        assertThat(bouncyCastle.verify(key, input, signature)).isFalse();
        input[5] ^= 1;
        assertThat(Es256Verifier.platform().verify(key, input, new byte[64])).isFalse();
        assertThat(Es256Verifier.platform().verify(key, input, new byte[70])).isFalse();
    }

    @Test
    @DisplayName("PASS-07 an iat that is a string is refused, though the signature is right")
    void stringIat() {
        assertThatThrownBy(() -> Passport.parse(KnownAnswers.RFC_SIGNING_INPUT + "." + KnownAnswers.RFC_SIGNATURE))
                .isInstanceOf(StirParseException.class)
                .hasMessageContaining("iat");
    }

    @Test
    @DisplayName("PASS-02, PASS-15, PASS-16 raw signature of 64 bytes, no padding, compact form")
    void forms() {
        Passport passport = Passport.parse(KnownAnswers.CALL_TOKEN);
        assertThat(passport.signature()).hasSize(64);
        String encoded = KnownAnswers.CALL_TOKEN.substring(KnownAnswers.CALL_TOKEN.lastIndexOf('.') + 1);
        assertThat(encoded).hasSize(86);
        assertThat(passport.compact()).isEqualTo(".." + encoded).doesNotContain("=");
        assertThat(Passport.isCompact(passport.compact())).isTrue();
        assertThat(Passport.reconstruct(passport.compact(), passport.header(), passport.payload()))
                .isEqualTo(passport);
    }

    @Test
    @DisplayName("STIR-VS-22 what was received is kept: order and spaces of the JSON do not change what is verified")
    void receivedText() {
        String header = "{ \"typ\":\"passport\", \"x5u\":\"https://a.example/c\", \"alg\":\"ES256\" }";
        String payload = "{\"orig\":{\"uri\":\"sip:a@b.example\"},\"iat\":1,\"dest\":{\"uri\":[\"sip:c@d.example\"]}}";
        String token = token(header, payload);
        assertThat(Passport.parse(token).full()).isEqualTo(token);
        assertThat(Passport.parse(token).payload().orig().value()).isEqualTo("sip:a@b.example");
    }

    @Test
    @DisplayName("PASS-09 several called: numbers before URIs, each sorted")
    void manyCalled() {
        PassportPayload payload = new PassportPayload(
                List.of("2", "1"),
                List.of("sip:b@x", "sip:a@x"),
                1,
                Optional.empty(),
                new IdentityClaim("tn", "3"),
                Map.of());
        assertThat(payload.toJson())
                .isEqualTo("{\"dest\":{\"tn\":[\"1\",\"2\"],\"uri\":[\"sip:a@x\",\"sip:b@x\"]},\"iat\":1,"
                        + "\"orig\":{\"tn\":\"3\"}}");
    }

    @Test
    @DisplayName("PASS-18, MSEC-03 further claims are kept; msec counts unless false or null")
    void furtherClaims() {
        String start = "{\"dest\":{\"tn\":[\"1\"]},\"iat\":1,\"orig\":{\"tn\":\"2\"},";
        PassportPayload payload = Passport.parse(token(KnownAnswers.HEADER, start + "\"attest\":\"A\"}"))
                .payload();
        assertThat(payload.others()).containsEntry("attest", new Json.Text("A"));
        assertThat(payload.claimsMsec()).isFalse();
        for (String value : List.of("true", "1", "{}", "\"\"")) {
            String claim = start + "\"msec\":" + value + "}";
            assertThat(Passport.parse(token(KnownAnswers.HEADER, claim))
                            .payload()
                            .claimsMsec())
                    .as(value)
                    .isTrue();
        }
        for (String value : List.of("false", "null")) {
            String claim = start + "\"msec\":" + value + "}";
            assertThat(Passport.parse(token(KnownAnswers.HEADER, claim))
                            .payload()
                            .claimsMsec())
                    .as(value)
                    .isFalse();
        }
    }

    @Test
    @DisplayName("PASS-08, PASS-07, PASS-17 payloads that are refused")
    void refusedPayloads() {
        for (String payload : List.of(
                "[]",
                "{\"dest\":{\"tn\":[\"1\"]},\"iat\":1}",
                "{\"dest\":{},\"iat\":1,\"orig\":{\"tn\":\"2\"}}",
                "{\"dest\":{\"tn\":[]},\"iat\":1,\"orig\":{\"tn\":\"2\"}}",
                "{\"dest\":{\"tn\":\"1\"},\"iat\":1,\"orig\":{\"tn\":\"2\"}}",
                "{\"dest\":{\"tn\":[1]},\"iat\":1,\"orig\":{\"tn\":\"2\"}}",
                "{\"dest\":{\"tn\":[\"1\"]},\"orig\":{\"tn\":\"2\"}}",
                "{\"dest\":{\"tn\":[\"1\"]},\"iat\":1.0,\"orig\":{\"tn\":\"2\"}}",
                "{\"dest\":{\"tn\":[\"1\"]},\"iat\":1e3,\"orig\":{\"tn\":\"2\"}}",
                "{\"dest\":{\"tn\":[\"1\"]},\"iat\":-1,\"orig\":{\"tn\":\"2\"}}",
                "{\"dest\":{\"tn\":[\"1\"]},\"iat\":99999999999999999999,\"orig\":{\"tn\":\"2\"}}",
                "{\"dest\":{\"tn\":[\"1\"]},\"iat\":1,\"orig\":{\"tn\":\"2\",\"uri\":\"sip:a@b\"}}",
                "{\"dest\":{\"tn\":[\"1\"]},\"iat\":1,\"orig\":{\"tn\":[\"2\"]}}",
                "{\"dest\":{\"tn\":[\"1\"]},\"iat\":1,\"orig\":{\"tn\":\"2\"},\"orig\":{\"tn\":\"2\"}}",
                "{\"dest\":{\"tn\":[\"1\"]},\"iat\":1,\"orig\":{\"tn\":\"2\"},\"\\u006frig\":{\"tn\":\"3\"}}",
                "{\"dest\":{\"tn\":[\"1\"]},\"iat\":1,\"orig\":{\"tn\":\"2\"},\"mky\":[]}",
                "{\"dest\":{\"tn\":[\"1\"]},\"iat\":1,\"orig\":{\"tn\":\"2\"},\"mky\":[{\"alg\":\"sha-256\"}]}",
                "{\"dest\":{\"tn\":[\"1\"]},\"iat\":1,\"orig\":{\"tn\":\"2\"},\"mky\":{\"alg\":\"x\",\"dig\":\"00\"}}",
                "{\"dest\":{\"tn\":[\"1\"]},\"iat\":1,\"orig\":{\"tn\":\"2\"},"
                        + "\"mky\":[{\"alg\":\"sha-256\",\"dig\":\"00\"}]}")) {
            assertThatThrownBy(() -> Passport.parse(token(KnownAnswers.HEADER, payload)))
                    .as(payload)
                    .isInstanceOf(StirParseException.class);
        }
    }

    @Test
    @DisplayName("PASS-16 padding, another alphabet, bits left over and parts too many are refused")
    void refusedEncodings() {
        String token = KnownAnswers.CALL_TOKEN;
        for (String broken : List.of(
                token + "=",
                token + ".",
                "." + token,
                token.replace('-', '+'),
                token.substring(0, token.lastIndexOf('.')),
                token.substring(0, token.length() - 1) + "h",
                "..." + token,
                "")) {
            assertThatThrownBy(() -> Passport.parse(broken)).as(broken).isInstanceOf(StirParseException.class);
        }
    }

    @Test
    @DisplayName("CRED-18 x5c is ignored; crit asks for what there is not and is refused")
    void headerMembers() {
        String payload = KnownAnswers.TN_PAYLOAD;
        String start = "{\"alg\":\"ES256\",\"typ\":\"passport\",\"x5u\":\"https://a\",";
        assertThat(Passport.parse(token(start + "\"x5c\":[\"AA\"]}", payload))
                        .header()
                        .x5u())
                .isEqualTo("https://a");
        assertThatThrownBy(() -> Passport.parse(token(start + "\"crit\":[\"b64\"],\"b64\":false}", payload)))
                .isInstanceOf(StirParseException.class);
        assertThatThrownBy(() -> Passport.parse(token("{\"alg\":\"ES256\",\"typ\":\"passport\"}", payload)))
                .isInstanceOf(StirParseException.class);
    }

    private static String token(String header, String payload) {
        Base64.Encoder encoder = Base64.getUrlEncoder().withoutPadding();
        return encoder.encodeToString(header.getBytes(StandardCharsets.UTF_8))
                + "."
                + encoder.encodeToString(payload.getBytes(StandardCharsets.UTF_8))
                + "."
                + encoder.encodeToString(new byte[64]);
    }
}
