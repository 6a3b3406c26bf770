package org.sipbrandy.testkit.wire;

import java.io.IOException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.sipbrandy.sip.message.SipMessage;
import org.sipbrandy.testkit.world.Meddler;

/**
 * Draws the media path over itself and answers DTLS with a certificate of its own (flows.md §7 "Wrong certificate in DTLS").
 * It changes only what nobody signs: addresses, ports and candidates. Signatures and fingerprints stay, and STUN passes as it
 * is, so both ends find a path, and all that can stop it is the comparison of the certificate with the signed fingerprint.
 */
public final class ForgedDtlsCertificate implements Meddler, AutoCloseable {
    private static final Pattern CANDIDATE =
            Pattern.compile("a=candidate:\\S+ 1 UDP \\d+ (\\S+) (\\d+) typ host[^\r]*\r\n");
    private static final String OWN = "127.0.0.1";

    private final DtlsInterceptor media;

    public ForgedDtlsCertificate() throws IOException {
        media = new DtlsInterceptor();
    }

    /** The media path. */
    public DtlsInterceptor media() {
        return media;
    }

    @Override
    public List<SipMessage> pass(SipMessage message, boolean towardsCallee) {
        String text = MessageText.of(message);
        Matcher candidates = CANDIDATE.matcher(text);
        boolean described = false;
        while (candidates.find()) {
            if (candidates.group(1).equals(OWN)) {
                described = true;
                media.peer(towardsCallee, Integer.parseInt(candidates.group(2)));
            }
        }
        if (!described) {
            return List.of(message);
        }
        int port = media.port(towardsCallee);
        String own = "a=candidate:1 1 UDP 2130706431 " + OWN + " " + port + " typ host\r\n";
        return List.of(MessageText.edited(message, it -> {
            String drawn = CANDIDATE.matcher(it).replaceFirst("a=here\r\n");
            return CANDIDATE
                    .matcher(drawn)
                    .replaceAll("")
                    .replace("a=here\r\n", own)
                    .replaceAll("\r\nc=IN IP\\d \\S+", "\r\nc=IN IP4 " + OWN)
                    .replaceAll("\r\nm=audio \\d+", "\r\nm=audio " + port);
        }));
    }

    @Override
    public void close() throws IOException {
        media.close();
    }
}
