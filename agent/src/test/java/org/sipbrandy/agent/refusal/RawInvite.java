package org.sipbrandy.agent.refusal;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** A signed INVITE, written and signed by hand: each row of the test spoils one thing of it. */
final class RawInvite {
    static final String ALICE = "sip:alice@a.example";
    static final String BOB = "sip:bob@b.example";
    private static final SecureRandom RANDOM = new SecureRandom();

    final String callId = token();
    final String branch = "z9hG4bK" + token();
    String from = ALICE;
    String orig = "{\"uri\":\"" + ALICE + "\"}";
    Instant time = Instant.now();
    String date = date(time);
    boolean dated = true;
    String iat = "" + time.getEpochSecond();
    List<String> described = new ArrayList<>(List.of(fingerprint()));
    List<String> signed = new ArrayList<>(described);
    String certificateName = token() + "@a.example";
    String info = "cid:" + certificateName;
    byte[] certificate;
    PrivateKey key;
    String algorithm = "ES256";
    String parameters = ";alg=ES256;ppt=msec";
    String ppt = "msec";
    boolean identity = true;
    boolean media = true;
    UnaryOperator<String> header = UnaryOperator.identity();
    UnaryOperator<String> payload = UnaryOperator.identity();
    UnaryOperator<byte[]> signature = UnaryOperator.identity();
    Signer signer = RawInvite::es256;

    /** Makes a signature over the signing input. */
    interface Signer {
        byte[] sign(PrivateKey key, byte[] input) throws GeneralSecurityException;
    }

    private final RawCertificates.Holder who;
    private String field = "";

    RawInvite(RawCertificates.Holder who) {
        this.who = who;
        certificate = who.der();
        key = who.keys().getPrivate();
    }

    /** Signs as this one. */
    void by(RawCertificates.Holder who) {
        certificate = who.der();
        key = who.keys().getPrivate();
    }

    /** Both Date and iat are so many seconds from now. */
    void at(long seconds) {
        time = time.plusSeconds(seconds);
        date = date(time);
        iat = "" + time.getEpochSecond();
    }

    static String fingerprint() {
        byte[] hash = new byte[32];
        RANDOM.nextBytes(hash);
        return HexFormat.ofDelimiter(":").withUpperCase().formatHex(hash);
    }

    private static String token() {
        return HexFormat.of().toHexDigits(RANDOM.nextLong());
    }

    static String date(Instant time) {
        return DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH)
                .withZone(ZoneOffset.UTC)
                .format(time);
    }

    static byte[] es256(PrivateKey key, byte[] input) throws GeneralSecurityException {
        return signature("SHA256withECDSAinP1363Format", key, input);
    }

    static byte[] signature(String algorithm, PrivateKey key, byte[] input) throws GeneralSecurityException {
        var signature = Signature.getInstance(algorithm);
        signature.initSign(key);
        signature.update(input);
        return signature.sign();
    }

    private String passport() {
        String head = "{\"alg\":\"" + algorithm + "\"," + (ppt.isEmpty() ? "" : "\"ppt\":\"" + ppt + "\",")
                + "\"typ\":\"passport\",\"x5u\":\"" + info + "\"}";
        String keys = signed.stream()
                .map(one -> one.replace(":", ""))
                .sorted()
                .map(one -> "{\"alg\":\"sha-256\",\"dig\":\"" + one + "\"}")
                .collect(Collectors.joining(",", "\"mky\":[", "],"));
        String claims = "{\"dest\":{\"uri\":[\"" + BOB + "\"]},\"iat\":" + iat + "," + (media ? keys : "") + "\"orig\":"
                + orig + "}";
        String input = base64(header.apply(head).getBytes(StandardCharsets.UTF_8)) + "."
                + base64(payload.apply(claims).getBytes(StandardCharsets.UTF_8));
        try {
            return input + "." + base64(signature.apply(signer.sign(key, input.getBytes(StandardCharsets.US_ASCII))));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String base64(byte[] octets) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(octets);
    }

    private String description() {
        var text = new StringBuilder("v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\n"
                + "m=audio 40000 UDP/TLS/RTP/SAVPF 0\r\nc=IN IP4 127.0.0.1\r\n"
                + "a=rtpmap:0 PCMU/8000\r\na=rtcp-mux\r\na=mid:0\r\na=sendrecv\r\n"
                + "a=ice-ufrag:abcd\r\na=ice-pwd:abcdefghijklmnopqrstuvwx\r\n"
                + "a=candidate:1 1 UDP 2130706431 127.0.0.1 40000 typ host\r\n"
                + "a=setup:actpass\r\na=tls-id:abcdefghijklmnopqrstuvwxyz\r\n");
        described.forEach(
                one -> text.append("a=fingerprint:sha-256 ").append(one).append("\r\n"));
        return text.toString();
    }

    /** Those of its header fields that the ACK and the CANCEL repeat. */
    String path(int port) {
        return "Via: SIP/2.0/TCP 127.0.0.1:" + port + ";branch=" + branch + "\r\nMax-Forwards: 70\r\nFrom: <" + from
                + ">;tag=raw\r\nCall-ID: " + callId + "\r\n";
    }

    /** The octets. */
    byte[] encode(int port) {
        if (field.isEmpty() && identity) {
            field = passport() + ";info=<" + info + ">" + parameters;
        }
        return encode(port, field);
    }

    /** Another call with this one's signature, and all that it vouches for. */
    RawInvite recorded() {
        var other = new RawInvite(who);
        other.field = field;
        other.date = date;
        other.certificateName = certificateName;
        other.described = described;
        return other;
    }

    private byte[] encode(int port, String identityField) {
        var body = new ByteArrayOutputStream();
        write(
                body,
                "--part\r\nContent-Type: application/sdp\r\n\r\n" + description() + "\r\n--part\r\n"
                        + "Content-Type: application/pkix-cert\r\nContent-ID: <" + certificateName + ">\r\n\r\n");
        body.writeBytes(certificate);
        write(body, "\r\n--part--\r\n");
        var out = new ByteArrayOutputStream();
        write(
                out,
                "INVITE " + BOB + " SIP/2.0\r\n" + path(port) + "To: <" + BOB + ">\r\nCSeq: 1 INVITE\r\n"
                        + "Contact: <sip:alice@127.0.0.1:" + port + ";transport=tcp>\r\n"
                        + "Allow: INVITE, ACK, CANCEL, BYE, PRACK, UPDATE\r\nSupported: 100rel, from-change\r\n"
                        + (dated ? "Date: " + date + "\r\n" : "")
                        + (identityField.isEmpty() ? "" : "Identity: " + identityField + "\r\n")
                        + "Content-Type: multipart/mixed;boundary=part\r\nContent-Length: " + body.size() + "\r\n\r\n");
        out.writeBytes(body.toByteArray());
        return out.toByteArray();
    }

    private static void write(ByteArrayOutputStream out, String text) {
        out.writeBytes(text.getBytes(StandardCharsets.ISO_8859_1));
    }
}
