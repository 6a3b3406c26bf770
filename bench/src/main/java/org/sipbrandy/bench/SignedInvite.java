package org.sipbrandy.bench;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.sipbrandy.call.identity.Contents;
import org.sipbrandy.call.identity.RequestViews;
import org.sipbrandy.sip.body.BodyPart;
import org.sipbrandy.sip.body.Multipart;
import org.sipbrandy.sip.message.Body;
import org.sipbrandy.sip.message.HeaderName;
import org.sipbrandy.sip.message.Headers;
import org.sipbrandy.sip.message.MediaType;
import org.sipbrandy.sip.message.ParseResult;
import org.sipbrandy.sip.message.SipParser;
import org.sipbrandy.sip.message.SipRequest;
import org.sipbrandy.stir.AuthenticationService;
import org.sipbrandy.stir.RequestView;
import org.sipbrandy.stir.Signing;
import org.sipbrandy.stir.SigningOptions;
import org.sipbrandy.stir.credential.ContentId;
import org.sipbrandy.stir.credential.Credential;
import org.sipbrandy.stir.credential.CredentialStore;

/** The INVITE that {@code brandy call} sends, of 1.4 kB before it is signed and of 2.7 kB with signature and certificate. */
final class SignedInvite {
    private static final String SDP = """
            v=0
            o=- 586890906612104196 1 IN IP4 192.0.2.17
            s=-
            c=IN IP4 192.0.2.17
            t=0 0
            a=ice-options:ice2
            m=audio 56452 UDP/TLS/RTP/SAVPF 9 111 0 8 110 101
            a=rtpmap:9 G722/8000
            a=rtpmap:111 opus/48000/2
            a=fmtp:111 useinbandfec=1
            a=rtpmap:0 PCMU/8000
            a=rtpmap:8 PCMA/8000
            a=rtpmap:110 telephone-event/48000
            a=fmtp:110 0-15
            a=rtpmap:101 telephone-event/8000
            a=fmtp:101 0-15
            a=mid:0
            a=sendrecv
            a=setup:actpass
            a=fingerprint:sha-256 3D:38:5C:29:7D:24:0C:1E:FE:7B:31:92:18:39:A0:F5:1A:AA:CA:30:4A:3E:A3:CB:96:BB:1C:70:8A:11:74:74
            a=tls-id:X38VglabLZsK3335qQGXAVam
            a=rtcp-mux
            a=rtcp-mux-only
            a=ice-ufrag:ZKC3XCUb
            a=ice-pwd:qdsoZdpQiIeygGFsDCypsMv85QxgTK0z
            a=candidate:1 1 UDP 2130706431 192.0.2.17 56452 typ host
            a=candidate:2 1 UDP 2130706175 198.51.100.9 54216 typ host
            a=end-of-candidates
            """;
    private static final String HEAD = """
            INVITE sips:bob@example.com SIP/2.0
            Via: SIP/2.0/TLS 192.0.2.17:37361;branch=z9hG4bK14r4vpeejr4cc08p18q2
            Max-Forwards: 70
            From: <sip:alice@example.com>;tag=on938zt2xlmqa6l8
            To: <sips:bob@example.com>
            Call-ID: 55f8s56evr6r0r4lj5ws7n@3spmgmbe.invalid
            CSeq: 1 INVITE
            Contact: <sips:alice@192.0.2.17:37361>
            Allow: INVITE, ACK, CANCEL, BYE, OPTIONS, PRACK, UPDATE, INFO
            Accept: application/sdp, multipart/mixed, multipart/alternative
            Supported: 100rel, from-change
            Require: 100rel
            User-Agent: brandy/1.0
            Content-Type: application/sdp
            """;

    private final Instant time;
    private final Credential credential;
    private final SipRequest unsigned;
    private final SipRequest signed;
    private final ContentId certificateName = new ContentId("40c50dfa7f0ea88a6ad23b2bbe73a8c7@brandy.invalid");

    SignedInvite(Instant time) {
        this.time = time;
        this.credential = Credential.selfSigned(
                "sip:alice@example.com", new SecureRandom(), time.minusSeconds(60), Duration.ofDays(30));
        this.unsigned = parse(unsignedOctets());
        this.signed = sign();
    }

    Credential credential() {
        return credential;
    }

    Instant time() {
        return time;
    }

    static byte[] description() {
        return SDP.replace("\n", "\r\n").getBytes(StandardCharsets.US_ASCII);
    }

    static byte[] unsignedOctets() {
        var body = description();
        String head = HEAD + "Content-Length: " + body.length + "\n\n";
        return (head.replace("\n", "\r\n") + new String(body, StandardCharsets.US_ASCII))
                .getBytes(StandardCharsets.US_ASCII);
    }

    byte[] signedOctets() {
        return signed.encode();
    }

    SipRequest signed() {
        return signed;
    }

    /** What the authentication service sees. */
    RequestView unsignedView() {
        return RequestViews.of(unsigned, Contents.of(unsigned));
    }

    /** What the verification service sees. */
    RequestView signedView() {
        return RequestViews.of(signed, Contents.of(signed));
    }

    AuthenticationService authentication() {
        return new AuthenticationService(CredentialStore.of(credential));
    }

    SigningOptions options() {
        return SigningOptions.msec(certificateName.url());
    }

    static SipRequest parse(byte[] octets) {
        if (SipParser.parse(octets) instanceof ParseResult.Parsed(var message)
                && message instanceof SipRequest request) {
            return request;
        }
        throw new IllegalStateException("the INVITE does not parse");
    }

    private SipRequest sign() {
        if (!(authentication().sign(unsignedView(), options(), time) instanceof Signing.Signed it)) {
            throw new IllegalStateException("the INVITE is not signed");
        }
        var type = MediaType.parse("multipart/mixed;boundary=o2otj6rgpypxavoiso7z8yeg");
        var certificate = org.sipbrandy.stir.BodyPart.certificate(credential, certificateName);
        var body = new Multipart(
                type,
                List.of(
                        part("application/sdp", Headers.NONE, description()),
                        part(
                                certificate.contentType(),
                                Headers.builder()
                                        .add(HeaderName.CONTENT_ID, certificateName.header())
                                        .add(HeaderName.CONTENT_DISPOSITION, "attachment;handling=optional")
                                        .build(),
                                certificate.content())));
        var request = unsigned.toBuilder()
                .set(HeaderName.DATE, it.date())
                .add(HeaderName.IDENTITY, it.identity().toString())
                .set("MIME-Version", "1.0")
                .body(type, body.encode())
                .build();
        return parse(request.encode());
    }

    private static BodyPart part(String type, Headers added, byte[] content) {
        return new BodyPart(
                Headers.builder()
                        .add(HeaderName.CONTENT_TYPE, type)
                        .addAll(added)
                        .build(),
                Body.of(content));
    }
}
