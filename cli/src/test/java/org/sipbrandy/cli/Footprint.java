package org.sipbrandy.cli;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.sipbrandy.call.identity.Contents;
import org.sipbrandy.sip.message.ParseResult;
import org.sipbrandy.sip.message.SipMessage;
import org.sipbrandy.sip.message.SipParser;

/**
 * What a call leaves on the wire, as the caller's own captures have it.
 *
 * @param signalling the messages that the caller sent
 * @param sent the media datagrams that the caller sent
 * @param received those that came
 */
record Footprint(List<SipMessage> signalling, List<byte[]> sent, List<byte[]> received) {
    private static final Pattern TRACED = Pattern.compile("# \\S+ (sent|received) \\S+ \\S+ -> \\S+, (\\d+) octets");
    private static final Pattern MEDIA = Pattern.compile("m=audio (\\d+) ");
    private static final Pattern WORD = Pattern.compile("[A-Za-z0-9]{6,}");
    private static final Pattern LONG_WORD = Pattern.compile("[A-Za-z0-9._:+/=-]{6,}");
    /** The object identifier 2.5.4.3 and a string of sixteen characters. */
    private static final Pattern COMMON_NAME = Pattern.compile("(?s)\\x06\\x03U\\x04\\x03[\\x0c\\x13]\\x10(.{16})");

    private static final int GRAM = 8;

    /** Reads what {@code --trace-sip} and {@code --pcap} wrote. */
    static Footprint of(Path trace, Path pcap) throws IOException {
        var signalling = sentMessages(Files.readAllBytes(trace));
        var media = MEDIA.matcher(text(signalling.getFirst()));
        if (!media.find()) {
            throw new IOException("no m=audio in the INVITE of " + trace);
        }
        int port = Integer.parseInt(media.group(1));
        var sent = new ArrayList<byte[]>();
        var received = new ArrayList<byte[]>();
        datagrams(pcap, port, sent, received);
        return new Footprint(signalling, sent, received);
    }

    private static List<SipMessage> sentMessages(byte[] trace) throws IOException {
        String all = new String(trace, StandardCharsets.ISO_8859_1);
        var list = new ArrayList<SipMessage>();
        int at = 0;
        while (at < all.length()) {
            int end = all.indexOf('\n', at);
            var line = TRACED.matcher(all.substring(at, end < 0 ? all.length() : end));
            if (!line.matches()) {
                at = end < 0 ? all.length() : end + 1;
                continue;
            }
            int length = Integer.parseInt(line.group(2));
            if (line.group(1).equals("sent")) {
                byte[] octets = java.util.Arrays.copyOfRange(trace, end + 1, end + 1 + length);
                list.add(((ParseResult.Parsed) SipParser.parse(octets)).message());
            }
            at = end + 1 + length;
        }
        return list;
    }

    /** UDP over IPv4 or IPv6 within Ethernet frames, from that port and to it. */
    private static void datagrams(Path pcap, int port, List<byte[]> sent, List<byte[]> received) throws IOException {
        var in = ByteBuffer.wrap(Files.readAllBytes(pcap)).order(ByteOrder.LITTLE_ENDIAN);
        in.position(24);
        while (in.hasRemaining()) {
            in.position(in.position() + 8);
            byte[] frame = new byte[in.getInt()];
            in.position(in.position() + 4);
            in.get(frame);
            var packet = ByteBuffer.wrap(frame);
            boolean v4 = packet.getShort(12) == 0x0800;
            int udp = v4 ? 34 : 54;
            if (frame[v4 ? 23 : 20] != 17) {
                continue;
            }
            byte[] payload = java.util.Arrays.copyOfRange(frame, udp + 8, frame.length);
            if ((packet.getShort(udp) & 0xffff) == port) {
                sent.add(payload);
            } else if ((packet.getShort(udp + 2) & 0xffff) == port) {
                received.add(payload);
            }
        }
    }

    private static String text(SipMessage message) {
        return new String(message.encode(), StandardCharsets.ISO_8859_1);
    }

    /** All that was sent, as text. */
    String text() {
        return signalling.stream().map(Footprint::text).collect(Collectors.joining("\n"));
    }

    /** The certificate that travelled with the INVITE. */
    X509Certificate certificate() throws GeneralSecurityException {
        var part = Contents.of(signalling.getFirst()).parts().getFirst();
        return (X509Certificate)
                CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(part.content()));
    }

    /** What the tokens say, in JSON. */
    private String claims() {
        return signalling.stream()
                .flatMap(message -> message.headers().identity().stream())
                .flatMap(field -> java.util.Arrays.stream(field.split("\\."), 0, 2))
                .map(part -> new String(Base64.getUrlDecoder().decode(part), StandardCharsets.UTF_8))
                .collect(Collectors.joining("\n"));
    }

    /**
     * All words of six letters and digits or more that were sent, those within tokens too, and words with the punctuation
     * between them; not those of the certificate, which is no text.
     */
    Set<String> words() {
        String certificate = "(?s)(Content-Disposition: attachment[^\r]*\r\n\r\n).*?(\r\n--)";
        String all = text().replaceAll(certificate, "$1$2") + "\n" + claims();
        var words = new HashSet<String>();
        for (Pattern pattern : List.of(WORD, LONG_WORD)) {
            pattern.matcher(all).results().forEach(found -> words.add(found.group()));
        }
        return words;
    }

    /**
     * All strings of eight octets in those datagrams; of the handshake, whose lengths vary within few values, strings of
     * sixteen octets that look random.
     */
    static Set<String> grams(List<byte[]> datagrams) {
        var grams = new HashSet<String>();
        for (byte[] datagram : datagrams) {
            boolean handshake = datagram[0] >= 20 && datagram[0] < 64; // RFC 7983
            int length = handshake ? 2 * GRAM : GRAM;
            for (int i = 0; i + length <= datagram.length; i++) {
                if (!handshake || looksRandom(datagram, i, length)) {
                    grams.add(HexFormat.of().formatHex(datagram, i, i + length));
                }
            }
        }
        return grams;
    }

    /** As good as all octets different: of tags and lengths, some are the same. */
    private static boolean looksRandom(byte[] octets, int from, int length) {
        var different = new HashSet<Byte>();
        for (int i = from; i < from + length; i++) {
            different.add(octets[i]);
        }
        return different.size() >= length - 2;
    }

    /** The names in the certificates of the handshake: whatever stands in a common name. */
    Set<String> handshakeNames() {
        var names = new HashSet<String>();
        for (byte[] datagram : sent) {
            COMMON_NAME
                    .matcher(new String(datagram, StandardCharsets.ISO_8859_1))
                    .results()
                    .forEach(found -> names.add(found.group(1)));
        }
        return names;
    }

    /** The synchronization sources of the RTP and RTCP packets that were sent (RFC 7983: 128 to 191). */
    Set<Integer> sources() {
        var sources = new HashSet<Integer>();
        for (byte[] datagram : sent) {
            int first = datagram[0] & 0xff;
            if (first >= 128 && first < 192) {
                boolean rtcp = (datagram[1] & 0xff) >= 192 && (datagram[1] & 0xff) < 224;
                sources.add(ByteBuffer.wrap(datagram).getInt(rtcp ? 4 : 8));
            }
        }
        return sources;
    }
}
