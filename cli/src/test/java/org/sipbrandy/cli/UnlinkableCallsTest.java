package org.sipbrandy.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whoever compares the captures of two anonymous calls of one person finds nothing that tells that it was one person. The
 * home of that person has an identity, so that there is something that could leak.
 */
class UnlinkableCallsTest {
    /** What the protocols, the program and the callee put into every call. */
    private static final Set<String> EVERYBODYS =
            Set.copyOf(Arrays.asList(("""
            100rel replaces NOTIFY 127.0.0.1 2130706431 Accept Accept: Allow: Anonymous CANCEL Call-ID: Contact Contact: Content
            Content-Disposition: Content-ID: Content-Length: Content-Type: Disposition Forwards G722/8000 INVITE Identity
            Identity: Length MIME-Version: Max-Forwards: OPTIONS PCMA/8000 PCMU/8000 Privacy Privacy: Require Require:
            SIP/2.0 SIP/2.0/TLS Supported Supported: UDP/TLS/RTP/SAVPF UPDATE Version a=candidate:1 a=end-of-candidates
            a=fingerprint:sha-256 a=fmtp:101 a=fmtp:110 a=fmtp:111 a=ice-options:ice2 a=mid:0 a=rtcp-mux a=rtcp-mux-only
            a=rtpmap:0 a=rtpmap:101 a=rtpmap:110 a=rtpmap:111 a=rtpmap:8 a=rtpmap:9 a=sendrecv a=setup:actpass
            a=setup:passive actpass alg=ES256 alternative anonymous anonymous.invalid application application/pkix-cert
            application/sdp attachment boundary branch candidate candidates change fingerprint from-change handling
            handling=optional invalid m=audio multipart multipart/alternative multipart/mixed optional options opus/48000/2
            passive ppt=msec rtpmap sendrecv sip:anonymous sips:anonymous telephone telephone-event/48000
            telephone-event/8000 useinbandfec useinbandfec=1 passport sha-256
            sip:bob sips:bob sips:bob@127.0.0.1 example example.com
            """).strip().split("\\s+")));

    @TempDir
    Path folder;

    private int calls;

    private Footprint call(Path home, int port, String... options) throws Exception {
        var trace = folder.resolve("trace-" + ++calls);
        var pcap = folder.resolve(calls + ".pcap");
        var arguments = new ArrayList<>(List.of("call", "sips:bob@127.0.0.1:" + port, "--for", "1s"));
        arguments.addAll(List.of("--trace-sip", trace.toString(), "--pcap", pcap.toString()));
        arguments.addAll(List.of(options));
        try (var call = RunningBrandy.start(home, arguments.toArray(String[]::new))) {
            assertThat(call.exit()).as(call.toString()).isZero();
        }
        return Footprint.of(trace, pcap);
    }

    private static Set<String> shared(Footprint one, Footprint other, int port) {
        var words = one.words();
        words.retainAll(other.words());
        words.removeAll(EVERYBODYS);
        words.remove("127.0.0.1:" + port);
        return words;
    }

    @Test
    @DisplayName("ANON-08 ANON-04 two anonymous calls from one home have nothing in common that others' calls have not")
    void nothingInCommon() throws Exception {
        var bob = People.bob(folder);
        var alice = People.alice(folder);
        var stranger = folder.resolve("stranger");
        try (var answer = RunningBrandy.start(bob, "answer", "--listen", "tls:127.0.0.1:0", "--max-calls", "5")) {
            int port = answer.port();
            var one = call(alice, port, "--anonymous");
            var strangers = call(stranger, port, "--anonymous"); // in between: what time alone tells is in all three
            var two = call(alice, port, "--anonymous");
            assertThat(shared(one, two, port)).isEmpty();
            noNames(one);
            noNames(two);
            onlyTheirTime(one.certificate(), two.certificate());
            assertThat(one.sources()).isNotEmpty().doesNotContainAnyElementsOf(two.sources());
            assertThat(one.handshakeNames()).isNotEmpty().doesNotContainAnyElementsOf(two.handshakeNames());
            var octets = Footprint.grams(one.sent());
            octets.retainAll(Footprint.grams(two.sent()));
            octets.removeAll(Footprint.grams(strangers.sent()));
            for (Footprint call : List.of(one, strangers, two)) {
                octets.removeAll(Footprint.grams(call.received()));
            }
            assertThat(octets).isEmpty();

            var named = call(alice, port);
            var again = call(alice, port);
            assertThat(shared(named, again, port))
                    .as("the comparison finds what there is")
                    .contains("sip:alice");
            assertThat(named.certificate()).isEqualTo(again.certificate());
            assertThat(answer.exit()).isZero();
        }
        try (var list = RunningBrandy.run(bob, "trust", "list")) {
            assertThat(list.out()).hasSize(1).allMatch(line -> line.startsWith(People.ALICE));
        }
    }

    /** Nor anything that is this machine's or this user's. */
    private static void noNames(Footprint call) throws Exception {
        var names = new HashSet<>(List.of("alice", "brandy"));
        for (String name : List.of(InetAddress.getLocalHost().getHostName(), System.getProperty("user.name"))) {
            if (name.length() > 4 && !name.equals("localhost")) { // a shorter one may be part of a random word
                names.add(name.toLowerCase(Locale.ROOT));
            }
        }
        assertThat(call.text().toLowerCase(Locale.ROOT)).doesNotContain(names);
    }

    private static void onlyTheirTime(X509Certificate one, X509Certificate two) throws Exception {
        assertThat(one.getPublicKey()).isNotEqualTo(two.getPublicKey());
        assertThat(one.getSerialNumber()).isNotEqualTo(two.getSerialNumber());
        assertThat(one.getSignature()).isNotEqualTo(two.getSignature());
        for (X509Certificate certificate : List.of(one, two)) {
            assertThat(certificate.getSubjectX500Principal().getName())
                    .isEqualTo("CN=sip:anonymous@anonymous.invalid")
                    .isEqualTo(certificate.getIssuerX500Principal().getName());
            assertThat(certificate.getSubjectAlternativeNames())
                    .containsExactly(List.of(6, "sip:anonymous@anonymous.invalid"));
            assertThat(certificate.getCriticalExtensionOIDs()).containsExactlyInAnyOrder("2.5.29.15", "2.5.29.19");
            assertThat(certificate.getNonCriticalExtensionOIDs()).containsExactly("2.5.29.17");
            var start = certificate.getNotBefore().toInstant();
            var end = certificate.getNotAfter().toInstant();
            assertThat(start.getEpochSecond() % 3600).as("whole hours").isZero();
            assertThat(Duration.between(start, end)).isEqualTo(Duration.ofDays(1));
        }
    }
}
