package org.sipbrandy.sdp;

import java.util.List;
import org.sipbrandy.sdp.attribute.Flag;
import org.sipbrandy.sdp.attribute.IceCredentials;
import org.sipbrandy.sdp.attribute.IceOptions;
import org.sipbrandy.sdp.attribute.Mid;

/** Descriptions that several tests begin with. */
public final class Samples {
    public static final String SHA256_A =
            "12:DF:3E:5D:49:6B:19:E5:7C:AB:4A:AD:B9:B1:3F:82:" + "18:3B:54:02:12:DF:3E:5D:49:6B:19:E5:7C:AB:4A:AD";
    public static final String SHA256_B = SHA256_A.replace("12:DF", "99:10");
    public static final String TLS_ID_A = "abc3de65cddef001be82";
    public static final String TLS_ID_B = "ZZZ3de65cddef001be82";
    public static final PayloadFormat OPUS =
            new PayloadFormat(96, "opus", 48000, 2, java.util.Optional.of("useinbandfec=1"));
    public static final PayloadFormat PCMU = PayloadFormat.of(0, "PCMU", 8000);
    public static final PayloadFormat DTMF_48 =
            PayloadFormat.of(101, "telephone-event", 48000).withParameters("0-15");
    public static final PayloadFormat DTMF_8 =
            PayloadFormat.of(102, "telephone-event", 8000).withParameters("0-15");
    public static final IceCredentials ICE = new IceCredentials("8hhY", "asd88fgpdd777uzjYhagZg");

    private Samples() {}

    /** Figure 1.2 message 1 of the flows, much reduced. */
    public static SessionDescription msecOffer() {
        MediaDescription audio = MediaDescription.audio(
                        49170, MediaProtocol.DTLS_SAVPF.text(), List.of(OPUS, PCMU, DTMF_48, DTMF_8))
                .with(new Mid("0"), Flag.RTCP_MUX, IceOptions.of(IceOptions.ICE2, IceOptions.TRICKLE))
                .with(ICE.toAttributes())
                .with(Attribute.of("setup", "actpass"), Attribute.of("tls-id", TLS_ID_A))
                .with(Attribute.of("fingerprint", "sha-256 " + SHA256_A));
        return SessionDescription.of(Origin.of(7, 1, "192.0.2.1"), Connection.of("192.0.2.1"), List.of(audio));
    }

    /** The answer to it. */
    public static SessionDescription msecAnswer() {
        MediaDescription audio = MediaDescription.audio(50000, MediaProtocol.DTLS_SAVPF.text(), List.of(OPUS, DTMF_48))
                .with(new Mid("0"), Flag.RTCP_MUX, IceOptions.of(IceOptions.ICE2, IceOptions.TRICKLE))
                .with(new IceCredentials("9uB6", "YH75Fviy6338Vbrhrlp8Yh").toAttributes())
                .with(Attribute.of("setup", "active"), Attribute.of("tls-id", TLS_ID_B))
                .with(Attribute.of("fingerprint", "sha-256 " + SHA256_B));
        return SessionDescription.of(Origin.of(9, 1, "192.0.2.2"), Connection.of("192.0.2.2"), List.of(audio));
    }

    /** A body of those lines after the obligatory ones. */
    public static String body(String... lines) {
        return "v=0\r\no=- 1 1 IN IP4 192.0.2.1\r\ns=-\r\nc=IN IP4 192.0.2.1\r\nt=0 0\r\n" + String.join("\r\n", lines)
                + "\r\n";
    }

    public static SessionDescription parsed(String... lines) {
        return SessionDescription.parse(body(lines));
    }

    /** The only stream of a body whose lines begin with that of the stream. */
    public static MediaDescription stream(String... lines) {
        return parsed(lines).media().getFirst();
    }
}
