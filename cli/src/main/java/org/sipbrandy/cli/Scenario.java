package org.sipbrandy.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.sipbrandy.agent.store.Home;
import org.sipbrandy.stir.credential.Credential;
import org.sipbrandy.stir.trust.KnownPeer;
import org.sipbrandy.testkit.wire.WireEdit;

/** The demo's call with one thing wrong, and how it must end. */
enum Scenario {
    PLAIN("nothing is wrong", "both confidential", 7, List.of(), List.of()) {
        @Override
        boolean expects(String alice, String aliceWhy, int code, String bob, String bobWhy) {
            return alice.equals("confidential") && bob.equals("confidential") && code == 0;
        }
    },
    LEGACY_PEER(
            "Bob's agent knows neither PRACK nor Identity, and Alice requires protection",
            "the call is refused in order, no media flows",
            3,
            List.of(),
            List.of("--policy", "off")) {
        @Override
        boolean expects(String alice, String aliceWhy, int code, String bob, String bobWhy) {
            return alice.equals("refused") && aliceWhy.contains("peer-not-capable") && code == 4;
        }
    },
    LEGACY_PEER_PREFER(
            "the same, and Alice prefers protection",
            "the call goes on as encrypted and says so",
            3,
            List.of("--policy", "prefer"),
            List.of("--policy", "off")) {
        @Override
        boolean expects(String alice, String aliceWhy, int code, String bob, String bobWhy) {
            return alice.equals("encrypted") && aliceWhy.contains("answer-not-signed") && code == 0;
        }
    },
    SWAPPED_FINGERPRINT(WireEdit.SWAPPED_FINGERPRINT, "Bob refuses with 438") {
        @Override
        boolean expects(String alice, String aliceWhy, int code, String bob, String bobWhy) {
            return alice.equals("refused")
                    && bob.equals("refused")
                    && code == 4
                    && bobWhy.contains("fingerprint-mismatch");
        }
    },
    SWAPPED_FINGERPRINT_183(WireEdit.SWAPPED_FINGERPRINT_183, "Alice ends the call") {
        @Override
        boolean expects(String alice, String aliceWhy, int code, String bob, String bobWhy) {
            return alice.equals("refused")
                    && code == 4
                    && (aliceWhy.contains("fingerprint-mismatch") || aliceWhy.contains("dtls-certificate-mismatch"));
        }
    },
    SWAPPED_FINGERPRINT_UPDATE(
            WireEdit.SWAPPED_FINGERPRINT_UPDATE, "Alice refuses the UPDATE with 438 and ends the call") {
        @Override
        boolean expects(String alice, String aliceWhy, int code, String bob, String bobWhy) {
            return alice.equals("refused")
                    && bob.equals("refused")
                    && code == 4
                    && aliceWhy.contains("fingerprint-mismatch");
        }
    },
    SWAPPED_FINGERPRINT_ANSWER(WireEdit.SWAPPED_FINGERPRINT_ANSWER, "Bob fails the call with 488") {
        @Override
        boolean expects(String alice, String aliceWhy, int code, String bob, String bobWhy) {
            return alice.equals("refused")
                    && bob.equals("refused")
                    && code == 4
                    && bobWhy.contains("fingerprint-mismatch");
        }
    },
    STRIPPED_IDENTITY(WireEdit.STRIPPED_IDENTITY, "Bob refuses with 428") {
        @Override
        boolean expects(String alice, String aliceWhy, int code, String bob, String bobWhy) {
            return alice.equals("refused") && bob.equals("refused") && code == 4 && bobWhy.contains("identity-missing");
        }
    },
    STRIPPED_FINGERPRINT(WireEdit.STRIPPED_FINGERPRINT, "Bob refuses with 438") {
        @Override
        boolean expects(String alice, String aliceWhy, int code, String bob, String bobWhy) {
            return alice.equals("refused") && bob.equals("refused") && code == 4 && !bobWhy.isEmpty();
        }
    },
    STALE_DATE(WireEdit.STALE_DATE, "Bob refuses with 403") {
        @Override
        boolean expects(String alice, String aliceWhy, int code, String bob, String bobWhy) {
            return alice.equals("refused") && bob.equals("refused") && code == 4 && bobWhy.contains("identity-stale");
        }
    },
    STRIPPED_UPDATE(WireEdit.STRIPPED_UPDATE, "nobody ever sends media; Bob gives up after 32 s") {
        @Override
        boolean expects(String alice, String aliceWhy, int code, String bob, String bobWhy) {
            return alice.equals("refused")
                    && bob.equals("refused")
                    && aliceWhy.contains("answer-not-signed")
                    && bobWhy.contains("answer-not-signed")
                    && code == 4;
        }
    },
    UNSIGNED_UPDATE(WireEdit.UNSIGNED_UPDATE, "Alice refuses the UPDATE with 428 and ends the call") {
        @Override
        boolean expects(String alice, String aliceWhy, int code, String bob, String bobWhy) {
            return alice.equals("refused")
                    && bob.equals("refused")
                    && code == 4
                    && aliceWhy.contains("identity-missing");
        }
    },
    CRYPTO_ADDED(WireEdit.CRYPTO_ADDED, "SDES is never selected; the call is confidential by DTLS") {
        @Override
        boolean expects(String alice, String aliceWhy, int code, String bob, String bobWhy) {
            return alice.equals("confidential") && bob.equals("confidential") && code == 0;
        }
    },
    RTP_AVP(WireEdit.PLAIN_PROFILE, "Bob refuses with 488") {
        @Override
        boolean expects(String alice, String aliceWhy, int code, String bob, String bobWhy) {
            return alice.equals("refused")
                    && bob.equals("refused")
                    && code == 4
                    && bobWhy.contains("media-not-protected");
        }
    },
    KEY_LINE(WireEdit.KEY_LINE, "Bob refuses with 488") {
        @Override
        boolean expects(String alice, String aliceWhy, int code, String bob, String bobWhy) {
            return alice.equals("refused")
                    && bob.equals("refused")
                    && code == 4
                    && bobWhy.contains("media-not-protected");
        }
    },
    SDES_DOWNGRADE(WireEdit.SDES_DOWNGRADE, "Alice ends the call") {
        @Override
        boolean expects(String alice, String aliceWhy, int code, String bob, String bobWhy) {
            return alice.equals("refused") && code == 4;
        }
    },
    CHANGED_PEER_KEY(
            "Alice knows another key of Bob's from an earlier call",
            "Alice refuses, and says how to compare and accept",
            3,
            List.of(),
            List.of()) {
        @Override
        void prepare(DemoCommand demo, Path aliceHome, Path bobHome, String alice, String bob) {
            var old = Credential.selfSigned(
                    bob,
                    new java.security.SecureRandom(),
                    Instant.now().minus(Duration.ofDays(30)),
                    Duration.ofDays(300));
            try (var peers = Home.open(aliceHome).peers()) {
                peers.record(KnownPeer.firstSeen(
                        old.identity(), old.pin(), true, Instant.now().minus(Duration.ofDays(20))));
            }
        }

        @Override
        boolean expects(String alice, String aliceWhy, int code, String bob, String bobWhy) {
            return alice.equals("refused") && aliceWhy.contains("key-changed") && code == 4;
        }
    },
    REQUIRE_VERIFIED(
            "Alice lets only compared or certified keys pass, and Bob's is new",
            "Alice refuses",
            3,
            List.of("--policy", "require-verified"),
            List.of()) {
        @Override
        boolean expects(String alice, String aliceWhy, int code, String bob, String bobWhy) {
            return alice.equals("refused") && aliceWhy.contains("not-verified") && code == 4;
        }
    };

    private final Optional<WireEdit> attack;
    private final String description;
    private final String outcome;
    private final int seconds;
    private final List<String> callerOptions;
    private final List<String> calleeOptions;

    Scenario(String description, String outcome, int seconds, List<String> callerOptions, List<String> calleeOptions) {
        this.attack = Optional.empty();
        this.description = description;
        this.outcome = outcome;
        this.seconds = seconds;
        this.callerOptions = callerOptions;
        this.calleeOptions = calleeOptions;
    }

    Scenario(WireEdit attack, String outcome) {
        this.attack = Optional.of(attack);
        this.description = attack.description();
        this.outcome = outcome;
        this.seconds = 3;
        this.callerOptions = List.of();
        this.calleeOptions = List.of();
    }

    /** What somebody does on the wire between the two, if anybody is there. */
    Optional<WireEdit> attack() {
        return attack;
    }

    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static Optional<Scenario> of(String word) {
        return Arrays.stream(values())
                .filter(one -> one != PLAIN && one.word().equals(word))
                .findFirst();
    }

    String description() {
        return description;
    }

    String outcome() {
        return outcome;
    }

    int seconds() {
        return seconds;
    }

    List<String> callerOptions() {
        return callerOptions;
    }

    List<String> calleeOptions() {
        return calleeOptions;
    }

    /** Makes the homes what the scenario needs. */
    void prepare(DemoCommand demo, Path aliceHome, Path bobHome, String alice, String bob) {}

    /** Whether it ended as it must. */
    abstract boolean expects(String alice, String aliceWhy, int code, String bob, String bobWhy);
}
