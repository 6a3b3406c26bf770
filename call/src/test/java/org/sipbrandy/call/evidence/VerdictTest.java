package org.sipbrandy.call.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The verdict over every combination of evidence and policy. */
class VerdictTest {
    private static final Set<String> FB = Set.of("sha-256 BB");
    private static final Set<String> OTHER = Set.of("sha-256 EE");

    /** One combination of what a call may have learnt. */
    private record World(
            boolean ownSigned,
            boolean ownAccepted,
            Optional<Trust> signer,
            Set<String> claimed,
            Set<String> shown,
            boolean path,
            boolean consentGone,
            boolean willNotSign,
            boolean noKeys,
            Optional<Reason> failure) {

        List<Evidence> evidence() {
            var list = new ArrayList<Evidence>();
            list.add(new Evidence.Signalling(0, "tls", true, "192.0.2.1:5061"));
            if (ownSigned) {
                list.add(new Evidence.OwnKeysSigned(1, "sip:a@example.com", Set.of("sha-256 AA")));
            }
            if (ownAccepted) {
                list.add(new Evidence.OwnKeysAccepted(2));
            }
            signer.ifPresent(trust ->
                    list.add(new Evidence.PeerKeysSigned(3, new PeerIdentity("sip:b@example.com", trust, ""), FB)));
            if (!claimed.isEmpty()) {
                list.add(new Evidence.PeerKeysClaimed(4, claimed));
            }
            if (!shown.isEmpty()) {
                list.add(new Evidence.DtlsConnected(5, shown, "AEAD_AES_128_GCM", "1.2"));
            }
            if (path) {
                list.add(new Evidence.PathFound(6, "host 192.0.2.2:4000", "host 192.0.2.1:4000"));
            }
            if (consentGone) {
                list.add(new Evidence.ConsentGone(7));
            }
            if (willNotSign) {
                list.add(new Evidence.PeerWillNotSign(8, "no UPDATE"));
            }
            if (noKeys) {
                list.add(new Evidence.PeerHasNoKeys(9));
            }
            failure.ifPresent(reason -> list.add(new Evidence.Failure(10, reason, "")));
            return list;
        }

        boolean fits(Set<String> expected) {
            return !Collections.disjoint(shown, expected);
        }

        Set<String> expected() {
            return signer.isPresent() ? FB : claimed;
        }
    }

    private static void everyWorld(Consumer<World> check) {
        boolean[] both = {false, true};
        var signers = new ArrayList<Optional<Trust>>(List.of(Optional.empty()));
        EnumSet.complementOf(EnumSet.of(Trust.NONE)).forEach(trust -> signers.add(Optional.of(trust)));
        for (boolean ownSigned : both) {
            for (boolean ownAccepted : both) {
                for (var signer : signers) {
                    for (var claimed : List.of(Set.<String>of(), FB, OTHER)) {
                        for (var shown : List.of(Set.<String>of(), FB, OTHER)) {
                            for (int bits = 0; bits < 32; bits++) {
                                check.accept(new World(
                                        ownSigned,
                                        ownAccepted,
                                        signer,
                                        claimed,
                                        shown,
                                        (bits & 1) != 0,
                                        (bits & 2) != 0,
                                        (bits & 4) != 0,
                                        (bits & 8) != 0,
                                        (bits & 16) != 0 ? Optional.of(Reason.IDENTITY_INVALID) : Optional.empty()));
                            }
                        }
                    }
                }
            }
        }
    }

    private static void everyVerdict(java.util.function.BiConsumer<World, Verdict> check) {
        everyWorld(world -> {
            for (Policy policy : Policy.values()) {
                check.accept(world, Verdict.of(world.evidence(), policy));
            }
        });
    }

    @Test
    @DisplayName("MSEC-12 confidential only when both directions are signed and DTLS showed a signed key")
    void confidentialNeedsEverything() {
        everyVerdict((world, verdict) -> {
            boolean all = world.ownSigned()
                    && world.ownAccepted()
                    && world.signer().isPresent()
                    && world.path()
                    && world.fits(FB)
                    && !world.consentGone()
                    && world.failure().isEmpty();
            if (verdict.level() == Level.CONFIDENTIAL) {
                assertThat(all).as("%s", world).isTrue();
                assertThat(verdict.policy()).isNotEqualTo(Policy.OFF);
                assertThat(verdict.reasons()).isEmpty();
            }
            boolean acceptable = world.signer()
                    .filter(t -> t != Trust.CHANGED)
                    .filter(t -> verdict.policy() != Policy.REQUIRE_VERIFIED || t == Trust.CA || t == Trust.VERIFIED)
                    .isPresent();
            boolean relaxed = verdict.policy() == Policy.OPPORTUNISTIC || !world.noKeys();
            if (all && acceptable && relaxed && verdict.policy() != Policy.OFF) {
                assertThat(verdict.level()).as("%s %s", world, verdict.policy()).isEqualTo(Level.CONFIDENTIAL);
            }
        });
    }

    @Test
    @DisplayName("MSEC-10 under a mandatory policy nothing less than confidential lets media pass")
    void mandatoryIsMandatory() {
        everyVerdict((world, verdict) -> {
            if (verdict.policy().mandatory() && verdict.level().mediaMayPass()) {
                assertThat(verdict.level()).isEqualTo(Level.CONFIDENTIAL);
            }
            if (verdict.policy() == Policy.REQUIRE_VERIFIED && verdict.level().mediaMayPass()) {
                assertThat(verdict.trust()).isIn(Trust.CA, Trust.VERIFIED);
            }
            if (verdict.policy().mandatory()
                    && world.willNotSign()
                    && world.signer().isEmpty()) {
                assertThat(verdict.level()).isEqualTo(Level.REFUSED);
            }
        });
    }

    @Test
    @DisplayName("MSEC-13 DTLS-05 no media where DTLS did not show an expected certificate")
    void theShownCertificateDecides() {
        everyVerdict((world, verdict) -> {
            if (!verdict.level().mediaMayPass()) {
                return;
            }
            if (verdict.level() == Level.CLEAR) {
                assertThat(world.noKeys()).isTrue();
                assertThat(verdict.policy()).isIn(Policy.OPPORTUNISTIC, Policy.OFF);
            } else {
                assertThat(world.fits(world.expected())).as("%s", world).isTrue();
            }
            assertThat(world.shown().isEmpty() || world.expected().isEmpty() || world.fits(world.expected()))
                    .as("%s", world)
                    .isTrue();
        });
    }

    @Test
    @DisplayName(
            "AUTHZ-07 MSEC-11 without a signature media passes only once none can come, and never under a changed key")
    void opportunisticIsSettled() {
        everyVerdict((world, verdict) -> {
            if (verdict.level() == Level.ENCRYPTED || verdict.level() == Level.CLEAR) {
                assertThat(verdict.policy().mandatory()).isFalse();
                assertThat(world.willNotSign() || verdict.policy() == Policy.OFF)
                        .isTrue();
            }
            if (world.signer().equals(Optional.of(Trust.CHANGED))
                    && verdict.policy().usesIdentity()) {
                assertThat(verdict.level()).isEqualTo(Level.REFUSED);
                assertThat(verdict.reasons()).contains(Reason.KEY_CHANGED);
            }
        });
    }

    @Test
    @DisplayName("CONSENT-02 failure or lost consent shuts the gate whatever else is known")
    void failureAndConsentShutTheGate() {
        everyVerdict((world, verdict) -> {
            if (world.failure().isPresent()) {
                assertThat(verdict.level()).isEqualTo(Level.REFUSED);
                assertThat(verdict.reasons()).contains(world.failure().get());
            }
            if (world.consentGone()) {
                assertThat(verdict.level().mediaMayPass()).isFalse();
            }
            if (verdict.level() == Level.REFUSED) {
                assertThat(verdict.reasons()).isNotEmpty();
            }
        });
    }

    @Test
    @DisplayName("the order in which facts came does not matter")
    void orderDoesNotMatter() {
        var random = new Random(8862);
        everyWorld(world -> {
            var shuffled = new ArrayList<>(world.evidence());
            Collections.shuffle(shuffled, random);
            // Consent and path speak of the same thing: the later one counts, so their order is kept.
            shuffled.removeIf(Evidence.ConsentGone.class::isInstance);
            if (world.consentGone()) {
                shuffled.add(new Evidence.ConsentGone(7));
            }
            assertThat(Verdict.of(shuffled, Policy.REQUIRE)).isEqualTo(Verdict.of(world.evidence(), Policy.REQUIRE));
        });
    }

    @Test
    @DisplayName("MSEC-12 a call whose signed offer was refused is confidential only if what followed was signed, too")
    void refusedOffer() {
        everyWorld(world -> {
            var refused = new ArrayList<>(world.evidence());
            refused.add(new Evidence.OfferRefused(20, 500, "Server Internal Error"));
            for (Policy policy : Policy.values()) {
                assertThat(Verdict.of(refused, policy).level()).isNotEqualTo(Level.CONFIDENTIAL);
            }
            if (world.ownSigned()) {
                refused.add(new Evidence.OwnKeysSigned(21, "sip:a@example.com", Set.of("sha-256 AA")));
                assertThat(Verdict.of(refused, Policy.REQUIRE)).isEqualTo(Verdict.of(world.evidence(), Policy.REQUIRE));
            }
        });
    }

    @Test
    @DisplayName("consent that comes back opens the gate again")
    void consentComesBack() {
        var full = new World(true, true, Optional.of(Trust.KNOWN), FB, FB, true, true, false, false, Optional.empty());
        var evidence = new ArrayList<>(full.evidence());
        assertThat(Verdict.of(evidence, Policy.REQUIRE).level()).isEqualTo(Level.PENDING);
        evidence.add(new Evidence.ConsentFresh(20));
        assertThat(Verdict.of(evidence, Policy.REQUIRE).level()).isEqualTo(Level.CONFIDENTIAL);
    }
}
