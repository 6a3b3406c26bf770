package org.sipbrandy.cli.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sipbrandy.call.evidence.Level;
import org.sipbrandy.call.evidence.PeerIdentity;
import org.sipbrandy.call.evidence.Policy;
import org.sipbrandy.call.evidence.Reason;
import org.sipbrandy.call.evidence.Step;
import org.sipbrandy.cli.audit.AuditStep.Result;
import org.sipbrandy.cli.audit.CapturedCall.Packet;
import org.sipbrandy.cli.audit.capture.Handmade;
import org.sipbrandy.ice.PacketKind;
import org.sipbrandy.testkit.wire.WireEdit;

/** Calls between two whole endpoints, captured: what an observer says fits what happened. */
class AuditTest {
    @TempDir
    private Path folder;

    private static AuditStep step(AuditedCall call, Step step) {
        return call.steps().get(step.ordinal());
    }

    private static void failed(AuditedCall call, Step step, Reason reason) {
        assertThat(step(call, step).result()).as(call.steps().toString()).isEqualTo(Result.FAILED);
        assertThat(step(call, step).reason()).contains(reason);
        assertThat(call.reasons()).contains(reason);
        assertThat(call.level()).isNotEqualTo(Level.CONFIDENTIAL);
    }

    private AuditedCall audited(List<Packet> packets) {
        var capture = Handmade.ethernet();
        packets.stream()
                .sorted(Comparator.comparing(Packet::time))
                .forEach(one -> capture.udp(one.time(), one.from(), one.to(), one.payload()));
        return CapturedCall.onlyCall(CapturedCall.write(folder, capture.octets()));
    }

    private static List<Packet> changed(CapturedCall call, Function<Packet, Optional<Packet>> change) {
        return call.packets().stream()
                .flatMap(packet -> change.apply(packet).stream())
                .toList();
    }

    private static boolean isMedia(Packet packet, PacketKind kind) {
        return !packet.from().endsWith(":5060") && PacketKind.of(packet.payload()) == kind;
    }

    @Test
    @DisplayName("a call that both sides judge confidential reaches every step")
    void confidential() {
        var call = CapturedCall.plain().held().audited(folder);
        assertThat(call.steps()).extracting(AuditStep::step).containsExactly(Step.values());
        assertThat(call.steps()).extracting(AuditStep::result).containsOnly(Result.REACHED);
        assertThat(call.level()).isEqualTo(Level.CONFIDENTIAL);
        assertThat(call.reasons()).isEmpty();
        assertThat(call.next()).isEmpty();
        assertThat(call.caller().map(PeerIdentity::name)).contains("sip:alice@example.com");
        assertThat(call.callee().map(PeerIdentity::name)).contains("sip:bob@example.com");
        assertThat(call.outcome()).isEqualTo("accepted, ended by the caller");
        assertThat(step(call, Step.DTLS_CONNECTED).detail()).isEqualTo("DTLS 1.2, AEAD_AES_128_GCM");
    }

    @ParameterizedTest
    @CsvSource({
        "SWAPPED_FINGERPRINT, OFFER_VERIFIED, FINGERPRINT_MISMATCH",
        "STRIPPED_IDENTITY, OFFER_SIGNED, IDENTITY_MISSING",
        "STRIPPED_FINGERPRINT, OFFER_VERIFIED, FINGERPRINT_MISSING",
        "STALE_DATE, OFFER_VERIFIED, IDENTITY_STALE",
        "PLAIN_PROFILE, OFFER_VERIFIED, MEDIA_NOT_PROTECTED",
        "KEY_LINE, OFFER_VERIFIED, MEDIA_NOT_PROTECTED",
        "SWAPPED_FINGERPRINT_UPDATE, ANSWER_VERIFIED, FINGERPRINT_MISMATCH",
        "SDES_DOWNGRADE, DTLS_CONNECTED, FINGERPRINT_MISSING",
    })
    @DisplayName("what was done on the wire is found at the step that it broke, and no media was seen")
    void attacked(WireEdit edit, Step step, Reason reason) {
        var call = CapturedCall.plain().meddled(edit).held().audited(folder);
        failed(call, step, reason);
        assertThat(step(call, Step.MEDIA).result()).isIn(Result.NOT_REACHED, Result.NOT_SEEN);
        assertThat(call.level()).isEqualTo(Level.REFUSED);
    }

    @Test
    @DisplayName("a callee that does not sign: the media is encrypted, and the step that is missing is named")
    void notSigned() {
        var call =
                CapturedCall.plain().policies(Policy.PREFER, Policy.OFF).held().audited(folder);
        failed(call, Step.ANSWER_SIGNED, Reason.ANSWER_NOT_SIGNED);
        assertThat(call.level()).isEqualTo(Level.ENCRYPTED);
        assertThat(call.next().map(AuditStep::step)).contains(Step.ANSWER_SIGNED);
        assertThat(step(call, Step.MEDIA).result()).isEqualTo(Result.REACHED);
        assertThat(call.caller()).isPresent();
        assertThat(call.callee()).isEmpty();
    }

    @Test
    @DisplayName("nobody signs: encrypted, and from the caller on nothing is vouched for")
    void nobodySigns() {
        var call = CapturedCall.plain().policy(Policy.OFF).held().audited(folder);
        failed(call, Step.OFFER_SIGNED, Reason.IDENTITY_MISSING);
        assertThat(call.level()).isEqualTo(Level.ENCRYPTED);
        assertThat(step(call, Step.KEYS_BOUND).result()).isEqualTo(Result.NOT_REACHED);
    }

    @Test
    @DisplayName("plain RTP in place of SRTP is seen as what it is, whatever was signed before")
    void plainMedia() {
        var held = CapturedCall.plain().held();
        var call = audited(changed(held, packet -> {
            if (!isMedia(packet, PacketKind.RTP)) {
                return Optional.of(packet);
            }
            byte[] plain = Arrays.copyOf(packet.payload(), 12 + 160);
            Arrays.fill(plain, 12, plain.length, (byte) 0xd5);
            return Optional.of(new Packet(packet.time(), packet.from(), packet.to(), plain));
        }));
        assertThat(call.level()).isEqualTo(Level.CLEAR);
        failed(call, Step.MEDIA, Reason.MEDIA_NOT_PROTECTED);
        assertThat(step(call, Step.MEDIA).detail()).startsWith("plain RTP: ");
    }

    @Test
    @DisplayName("another certificate in DTLS than the one that was signed for")
    void otherCertificate() {
        var signalling = CapturedCall.plain().held();
        var media = CapturedCall.plain().held();
        var mixed = new ArrayList<>(changed(
                signalling, packet -> isMedia(packet, PacketKind.DTLS) ? Optional.empty() : Optional.of(packet)));
        mixed.addAll(
                changed(media, packet -> isMedia(packet, PacketKind.DTLS) ? Optional.of(packet) : Optional.empty()));
        var call = audited(mixed);
        failed(call, Step.KEYS_BOUND, Reason.DTLS_CERTIFICATE_MISMATCH);
        assertThat(call.level()).isEqualTo(Level.ENCRYPTED);
    }

    @Test
    @DisplayName("media that goes on for more than thirty seconds without an answered check")
    void consentLost() {
        var held = CapturedCall.plain().talking(Duration.ofSeconds(45)).held();
        Instant limit = held.packets().getFirst().time().plusSeconds(5);
        var call = audited(changed(
                held,
                packet -> isMedia(packet, PacketKind.STUN) && packet.time().isAfter(limit)
                        ? Optional.empty()
                        : Optional.of(packet)));
        failed(call, Step.CONSENT, Reason.CONSENT_EXPIRED);
        assertThat(CapturedCall.onlyCall(held.file(folder)).level()).isEqualTo(Level.CONFIDENTIAL);
    }

    @Test
    @DisplayName("media that begins before the far end's signature has passed")
    void earlyMedia() {
        var held = CapturedCall.plain().held();
        var update = held.packets().stream()
                .filter(packet ->
                        new String(packet.payload(), java.nio.charset.StandardCharsets.ISO_8859_1).startsWith("UPDATE"))
                .findFirst()
                .orElseThrow();
        var packets = new ArrayList<>(held.packets());
        held.packets().stream()
                .filter(packet ->
                        isMedia(packet, PacketKind.RTP) && packet.from().startsWith("192.0.2.1:"))
                .limit(5)
                .map(packet -> new Packet(update.time().minusMillis(1), packet.from(), packet.to(), packet.payload()))
                .forEach(packets::add);
        var call = audited(packets);
        failed(call, Step.MEDIA, Reason.MEDIA_NOT_PROTECTED);
        assertThat(step(call, Step.MEDIA).detail()).contains("before the callee's signature passed");
    }

    @Test
    @DisplayName("a capture that begins within a call says what it does not see, and does not call it missing")
    void begunLater() {
        var held = CapturedCall.plain().held();
        Instant first = held.packets().getFirst().time();
        var call =
                audited(changed(held, packet -> packet.time().equals(first) ? Optional.empty() : Optional.of(packet)));
        assertThat(step(call, Step.OFFER_SIGNED).result()).isEqualTo(Result.NOT_SEEN);
        assertThat(step(call, Step.ANSWER_VERIFIED).result()).isEqualTo(Result.REACHED);
        assertThat(call.level()).isEqualTo(Level.ENCRYPTED);
        assertThat(call.from()).isEqualTo("sip:alice@example.com");
    }

    @Test
    @DisplayName("signalling alone: media is not seen, and nothing is claimed of it")
    void signallingAlone() {
        var held = CapturedCall.plain().held();
        var call = audited(
                changed(held, packet -> packet.from().endsWith(":5060") ? Optional.of(packet) : Optional.empty()));
        assertThat(call.steps())
                .filteredOn(one -> one.result() == Result.NOT_SEEN)
                .extracting(AuditStep::step)
                .containsExactly(Step.ICE_CONNECTED, Step.DTLS_CONNECTED, Step.CONSENT, Step.MEDIA);
        assertThat(call.level()).isEqualTo(Level.PENDING);
        assertThat(call.reasons()).isEmpty();
    }

    @Test
    @DisplayName("media alone: no call is made up, and the path is told")
    void mediaAlone() throws Exception {
        var held = CapturedCall.plain().held();
        var capture = Handmade.ethernet();
        held.packets().stream()
                .filter(packet -> !packet.from().endsWith(":5060"))
                .forEach(one -> capture.udp(one.time(), one.from(), one.to(), one.payload()));
        var result = CapturedCall.audit(CapturedCall.write(folder, capture.octets()));
        assertThat(result.calls()).isEmpty();
        assertThat(result.loosePaths()).isNotEmpty();
    }

    @Test
    @DisplayName("two hops of one message are one message; keys that change between them are told")
    void twoHops() {
        var held = CapturedCall.plain().meddled(WireEdit.SWAPPED_FINGERPRINT).held();
        var honest = CapturedCall.plain().held().packets().getFirst();
        var packets = new ArrayList<>(held.packets());
        var invite = packets.getFirst();
        String callId = header(invite, "Call-ID");
        var before = new String(honest.payload(), java.nio.charset.StandardCharsets.ISO_8859_1)
                .replace(header(honest, "Call-ID"), callId)
                .replace(tag(honest), tag(invite));
        packets.add(new Packet(
                invite.time().minusMillis(5),
                "192.0.2.1:5060",
                "192.0.2.9:5060",
                before.getBytes(java.nio.charset.StandardCharsets.ISO_8859_1)));
        var call = audited(packets);
        assertThat(call.notes()).anyMatch(note -> note.contains("INVITE changed between 192.0.2.1:5060"));
        assertThat(step(call, Step.SIGNALLING).detail()).endsWith("and 1 more hop");
        failed(call, Step.OFFER_VERIFIED, Reason.FINGERPRINT_MISMATCH);
    }

    private static String header(Packet packet, String name) {
        return new String(packet.payload(), java.nio.charset.StandardCharsets.ISO_8859_1)
                .lines()
                .filter(line -> line.startsWith(name + ": "))
                .findFirst()
                .orElseThrow()
                .substring(name.length() + 2);
    }

    private static String tag(Packet packet) {
        String from = header(packet, "From");
        return from.substring(from.indexOf(";tag="));
    }
}
