package org.sipbrandy.stir.passport;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Objects;
import org.sipbrandy.stir.StirParseException;
import org.sipbrandy.stir.credential.SigningKey;

/**
 * A token in full: header, payload and signature (RFC 8225 §6). One that was received keeps the text that was signed,
 * which is what is verified, however its JSON was ordered.
 */
public final class Passport {
    private final PassportHeader header;

    private final PassportPayload payload;

    private final String signingInput;

    private final byte[] signature;

    private Passport(PassportHeader header, PassportPayload payload, String signingInput, byte[] signature) {
        this.header = header;
        this.payload = payload;
        this.signingInput = signingInput;
        this.signature = signature;
    }

    /** Signs canonical JSON with deterministic ES256: the same claims give the same token (RFC 8225 §4.2, §6, §9). */
    public static Passport sign(PassportHeader header, PassportPayload payload, SigningKey key) {
        String input = signingInput(header, payload);
        return new Passport(header, payload, input, key.sign(input.getBytes(StandardCharsets.US_ASCII)));
    }

    /**
     * A full token, its signature not yet verified.
     *
     * @throws StirParseException if it is not three base64url parts of strict JSON with the members that it needs
     */
    public static Passport parse(String token) {
        int first = token.indexOf('.');
        int second = token.indexOf('.', first + 1);
        if (first < 1 || second < first + 2 || token.indexOf('.', second + 1) >= 0) {
            throw new StirParseException(Math.max(0, first), "not header.payload.signature");
        }
        PassportHeader header = PassportHeader.fromJson(JsonReader.read(Base64Url.decode(token, 0, first)));
        PassportPayload payload = PassportPayload.fromJson(JsonReader.read(Base64Url.decode(token, first + 1, second)));
        byte[] signature = Base64Url.decode(token, second + 1, token.length());
        return new Passport(header, payload, token.substring(0, second), signature);
    }

    /**
     * A compact token {@code ..signature} with the header and payload that the request gives (RFC 8225 §7).
     *
     * @throws StirParseException if it is not of that form
     */
    public static Passport reconstruct(String compact, PassportHeader header, PassportPayload payload) {
        if (!isCompact(compact)) {
            throw new StirParseException(0, "not ..signature");
        }
        return new Passport(
                header, payload, signingInput(header, payload), Base64Url.decode(compact, 2, compact.length()));
    }

    /** Whether a token has the compact form. */
    public static boolean isCompact(String token) {
        return token.startsWith("..") && token.indexOf('.', 2) < 0;
    }

    public PassportHeader header() {
        return header;
    }

    public PassportPayload payload() {
        return payload;
    }

    /** What the signature covers: {@code base64url(header) "." base64url(payload)}. */
    public String signingInput() {
        return signingInput;
    }

    /** R ‖ S, 64 bytes in a good one. */
    public byte[] signature() {
        return signature.clone();
    }

    /** {@code header.payload.signature}. */
    public String full() {
        return signingInput + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(signature);
    }

    /** {@code ..signature}; only for a token without further claims (RFC 8224 §9). */
    public String compact() {
        return ".." + Base64.getUrlEncoder().withoutPadding().encodeToString(signature);
    }

    private static String signingInput(PassportHeader header, PassportPayload payload) {
        Base64.Encoder encoder = Base64.getUrlEncoder().withoutPadding();
        return encoder.encodeToString(header.toJson().getBytes(StandardCharsets.UTF_8))
                + "."
                + encoder.encodeToString(payload.toJson().getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Passport passport
                && signingInput.equals(passport.signingInput)
                && Arrays.equals(signature, passport.signature);
    }

    @Override
    public int hashCode() {
        return Objects.hash(signingInput, Arrays.hashCode(signature));
    }

    @Override
    public String toString() {
        return full();
    }
}
