package org.sipbrandy.sdp;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.sipbrandy.sdp.attribute.CryptoAttributeTest;
import org.sipbrandy.sdp.dtls.DtlsTerms;
import org.sipbrandy.sdp.keying.FingerprintCoverage;
import org.sipbrandy.sdp.keying.KeyingChoice;
import org.sipbrandy.sdp.keying.KeyingMethod;
import org.sipbrandy.sdp.keying.SdesRules;
import org.sipbrandy.sdp.offeranswer.OfferAnswer;
import org.sipbrandy.sdp.trickle.TrickleReceiver;
import org.sipbrandy.sdp.trickle.TrickleSender;

class SdpMutationTest {
    private static final int ROUNDS = 20_000;
    private static final long SEED = 0x5D9_8866L;
    private static final String PIECES = ":/= \r\n0123456789abcdefADFZ+-.;|^[]()\u0000\u00ff";

    private static final List<String> CORPUS = List.of(
            Samples.msecOffer().toString(),
            Samples.msecAnswer().toString(),
            Samples.body(
                    "k=clear:x",
                    "a=group:BUNDLE 0 1",
                    "a=ice-lite",
                    "a=ice-pacing:20",
                    "m=audio 49170/2 RTP/SAVP 0 8 96",
                    "i=Info",
                    "c=IN IP4 224.2.1.1/127/3",
                    "b=AS:64",
                    "a=rtpmap:96 opus/48000/2",
                    "a=fmtp:96 useinbandfec=1;stereo=0",
                    "a=ptime:20",
                    "a=maxptime:40",
                    "a=rtcp:53020 IN IP6 2001:db8::1",
                    "a=candidate:1 1 UDP 2130706431 2001:db8::1 8998 typ relay raddr :: rport 9 ufrag x generation 0",
                    "a=remote-candidates:1 192.0.2.3 45664 2 192.0.2.3 45665",
                    "a=" + CryptoAttributeTest.RFC_LINE,
                    "a=rtcp-mux",
                    "a=rtcp-mux-only",
                    "a=mid:0"));

    @Test
    @DisplayName(
            "TORT-05 mutated descriptions end in a value or in SdpParseException, and values are written back alike")
    void descriptions() {
        var random = new Random(SEED);
        int read = 0;
        for (int round = 0; round < ROUNDS; round++) {
            String text = mutate(CORPUS.get(random.nextInt(CORPUS.size())), random);
            try {
                SessionDescription session = SessionDescription.parse(text);
                useAll(session);
                SessionDescription again = SessionDescription.parse(session.toString());
                assertThat(again.toString())
                        .as("seed %x round %d: %s", SEED, round, text)
                        .isEqualTo(session.toString());
                read++;
            } catch (SdpParseException e) {
                assertThat(e.offset())
                        .as("seed %x round %d: %s", SEED, round, text)
                        .isBetween(0, text.length());
            } catch (RuntimeException e) {
                throw new AssertionError("seed " + SEED + " round " + round + ": " + text, e);
            }
        }
        assertThat(read).isBetween(ROUNDS / 20, ROUNDS * 19 / 20);
    }

    @Test
    @DisplayName("TORT-05 random bytes end in SdpParseException")
    void noise() {
        var random = new Random(SEED);
        for (int round = 0; round < 2_000; round++) {
            byte[] bytes = new byte[random.nextInt(400)];
            random.nextBytes(bytes);
            int thisRound = round;
            assertThat(parseFails(bytes))
                    .as("seed %x round %d", SEED, thisRound)
                    .isTrue();
        }
    }

    @Test
    @DisplayName("TORT-05 mutated fragments end in a value or in SdpParseException")
    void fragments() {
        var random = new Random(SEED);
        var sender = new TrickleSender(Samples.msecOffer());
        sender.end();
        String whole = sender.fragment()
                + "m=video 9 RTP/AVP 0\r\na=mid:1\r\na=rtcp\r\n"
                + "a=candidate:1 1 UDP 2130706432 2001:db8::1 5000 typ host\r\n";
        int read = 0;
        for (int round = 0; round < ROUNDS; round++) {
            String text = mutate(whole, random);
            try {
                SdpFragment fragment = SdpFragment.parse(text.getBytes(StandardCharsets.UTF_8));
                new TrickleReceiver(Samples.msecOffer()).receive(fragment);
                assertThat(SdpFragment.parse(fragment.toString())).isEqualTo(fragment);
                read++;
            } catch (SdpParseException e) {
                assertThat(e.offset()).isNotNegative();
            } catch (RuntimeException e) {
                throw new AssertionError("seed " + SEED + " round " + round + ": " + text, e);
            }
        }
        assertThat(read).isBetween(ROUNDS / 20, ROUNDS * 19 / 20);
    }

    private static void useAll(SessionDescription session) {
        session.allFingerprints();
        session.groups();
        session.icePacing();
        session.iceLite();
        SdesRules.keysAreUnique(session);
        FingerprintCoverage.of(session, Set.of());
        for (MediaDescription media : session.media()) {
            session.fingerprints(media);
            session.setup(media);
            session.tlsId(media);
            session.iceCredentials(media);
            session.iceOptions(media);
            session.direction(media);
            session.connection(media);
            media.candidates();
            media.remoteCandidates();
            media.payloadFormats();
            media.cryptos();
            media.mid();
            media.rtcp();
            media.ptime();
            media.maxptime();
            media.rejected();
            KeyingChoice.of(session, media, Set.of(KeyingMethod.values()));
        }
        DtlsTerms.of(Samples.msecAnswer(), session, 0, false);
        var dialog = new OfferAnswer();
        dialog.sendOffer(Samples.msecOffer());
        dialog.receivePreview(session);
        dialog.receiveAnswer(session);
        dialog.flow(0);
        new OfferAnswer().receiveOffer(session);
        new TrickleReceiver(session);
    }

    private static boolean parseFails(byte[] bytes) {
        try {
            SessionDescription.parse(bytes);
            return false;
        } catch (SdpParseException e) {
            return true;
        }
    }

    private static String mutate(String text, Random random) {
        var mutated = new StringBuilder(text);
        for (int i = 1 + random.nextInt(4); i > 0 && mutated.length() > 8; i--) {
            int at = random.nextInt(mutated.length());
            char piece = PIECES.charAt(random.nextInt(PIECES.length()));
            switch (random.nextInt(6)) {
                case 0 -> mutated.setCharAt(at, piece);
                case 1 -> mutated.insert(at, piece);
                case 2 -> mutated.deleteCharAt(at);
                case 3 -> mutated.insert(at, mutated.substring(at, Math.min(mutated.length(), at + 60)));
                case 4 -> mutated.delete(at, Math.min(mutated.length(), at + random.nextInt(30)));
                default -> moveLine(mutated, random);
            }
        }
        return mutated.toString();
    }

    private static void moveLine(StringBuilder text, Random random) {
        String[] lines = text.toString().split("\r\n", -1);
        int a = random.nextInt(lines.length);
        int b = random.nextInt(lines.length);
        String line = lines[a];
        lines[a] = lines[b];
        lines[b] = line;
        text.setLength(0);
        text.append(String.join("\r\n", lines));
    }
}
