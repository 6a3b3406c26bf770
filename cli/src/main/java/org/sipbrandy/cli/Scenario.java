package org.sipbrandy.cli;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import org.sipbrandy.agent.store.Home;
import org.sipbrandy.stir.credential.Credential;
import org.sipbrandy.stir.trust.KnownPeer;
import org.sipbrandy.testkit.wire.WireEdit;

/** The demo's call with one thing wrong, and how it must end. */
enum Scenario {
    PLAIN(7, "nothing is wrong", "both confidential", "", List.of(), List.of(), Outcome::bothConfidential),
    LEGACY_PEER(
            3,
            "Bob's agent knows neither PRACK nor Identity, and Alice requires protection",
            "the call is refused in order, no media flows",
            "she would speak to keys that nobody vouched for",
            List.of(),
            List.of("--policy", "off"),
            it -> it.refusedByAlice("peer-not-capable")),
    LEGACY_PEER_PREFER(
            3,
            "the same, and Alice prefers protection",
            "the call goes on as encrypted and says so",
            "she would take it for confidential",
            List.of("--policy", "prefer"),
            List.of("--policy", "off"),
            it -> it.alice().is("encrypted") && it.alice().says("answer-not-signed") && it.exit() == 0),
    SWAPPED_FINGERPRINT(
            WireEdit.SWAPPED_FINGERPRINT,
            "Bob refuses with 438",
            "Bob would agree on keys with the attacker",
            it -> it.refusedByBob("fingerprint-mismatch")),
    SWAPPED_FINGERPRINT_183(
            WireEdit.SWAPPED_FINGERPRINT_183,
            "Alice ends the call",
            "Alice would agree on keys with the attacker",
            it -> it.refusedByAlice("fingerprint-mismatch") || it.refusedByAlice("dtls-certificate-mismatch")),
    SWAPPED_FINGERPRINT_UPDATE(
            WireEdit.SWAPPED_FINGERPRINT_UPDATE,
            "Alice refuses the UPDATE with 438 and ends the call",
            "Alice would take the attacker's key for Bob's",
            it -> it.refusedByAlice("fingerprint-mismatch") && it.bob().silent()),
    SWAPPED_FINGERPRINT_ANSWER(
            WireEdit.SWAPPED_FINGERPRINT_ANSWER,
            "Bob fails the call with 488",
            "the two would not notice that their keys differ",
            it -> it.alice().refused()
                    && it.exit() == 4
                    && it.bob().silent()
                    && it.bob().says("fingerprint-mismatch")),
    STRIPPED_IDENTITY(
            WireEdit.STRIPPED_IDENTITY,
            "Bob refuses with 428",
            "the attacker's next step, another fingerprint, would go unseen",
            it -> it.refusedByBob("identity-missing")),
    STRIPPED_FINGERPRINT(
            WireEdit.STRIPPED_FINGERPRINT,
            "Bob refuses with 438",
            "a call without keys would pass for a signed one",
            it -> it.refusedByBob("fingerprint-missing") || it.refusedByBob("fingerprint-mismatch")),
    STALE_DATE(
            WireEdit.STALE_DATE,
            "Bob refuses with 403",
            "recorded signatures would be good for ever",
            it -> it.refusedByBob("identity-stale")),
    REPLAY(
            Attack.replay(),
            5,
            "the INVITE is recorded and sent again as another call",
            "the repeated one is refused, the honest call is confidential",
            "recorded calls could be made to ring again in Alice's name",
            it -> it.bothConfidential()
                    && it.others().size() == 1
                    && it.others().getFirst().silent()
                    && it.others().getFirst().says("replayed")
                    && it.attacker().matches(".* (403|438)")),
    STRIPPED_UPDATE(
            WireEdit.STRIPPED_UPDATE,
            "nobody ever sends media; Bob gives up after 32 s",
            "Alice would speak to keys that nobody signed for",
            it -> it.refusedByBob("answer-not-signed") && it.alice().says("answer-not-signed")),
    UNSIGNED_UPDATE(
            WireEdit.UNSIGNED_UPDATE,
            "Alice refuses the UPDATE with 428 and ends the call",
            "Alice would speak to keys that nobody signed for",
            it -> it.refusedByAlice("identity-missing") && it.bob().silent()),
    FORGED_DTLS_CERTIFICATE(
            Attack.forgeCertificate(),
            3,
            "the media path is led over the attacker, who answers DTLS with a certificate of its own",
            "both ends see another certificate than was signed for, and end the call",
            "the attacker would hold the keys of both halves and hear every word",
            it -> it.refused()
                    && it.bob().silent()
                    && (it.alice().says("dtls-certificate-mismatch") || it.bob().says("dtls-certificate-mismatch"))
                    && it.attacker().endsWith("bad_certificate")),
    CRYPTO_ADDED(
            WireEdit.CRYPTO_ADDED,
            "SDES is never selected; the call is confidential by DTLS",
            "the media's keys would stand in the signalling for all on the way to read",
            Outcome::bothConfidential),
    RTP_AVP(
            WireEdit.PLAIN_PROFILE,
            "Bob refuses with 488",
            "media would go in the clear",
            it -> it.refusedByBob("media-not-protected")),
    KEY_LINE(
            WireEdit.KEY_LINE,
            "Bob refuses with 488",
            "media would be keyed by what all on the way can read",
            it -> it.refusedByBob("media-not-protected")),
    SDES_DOWNGRADE(
            WireEdit.SDES_DOWNGRADE,
            "Alice ends the call",
            "media would be keyed by what all on the way can read",
            Outcome::refused),
    CHANGED_PEER_KEY(
            3,
            "Alice knows another key of Bob's from an earlier call",
            "Alice refuses, and says how to compare and accept",
            "whoever has a key of their own could answer in Bob's name",
            List.of(),
            List.of(),
            it -> it.refusedByAlice("key-changed")) {
        @Override
        void prepare(Path aliceHome, String bob) {
            var old = Credential.selfSigned(
                    bob, new SecureRandom(), Instant.now().minus(Duration.ofDays(30)), Duration.ofDays(300));
            try (var database = Home.open(aliceHome).database()) {
                database.peers()
                        .record(KnownPeer.firstSeen(
                                old.identity(), old.pin(), true, Instant.now().minus(Duration.ofDays(20))));
            }
        }
    },
    REQUIRE_VERIFIED(
            3,
            "Alice lets only compared or certified keys pass, and Bob's is new",
            "Alice refuses",
            "she would speak before she knows whose key it is",
            List.of("--policy", "require-verified"),
            List.of(),
            it -> it.refusedByAlice("not-verified")),
    ANONYMOUS(
            3,
            "Alice gives no name: a key made for this call alone signs for nobody",
            "the call is confidential, and Bob is told that nobody says who calls (trust anonymous)",
            "Bob would take a key that is nobody's for that of somebody he knows",
            List.of("--anonymous"),
            List.of(),
            it -> it.bothConfidential()
                    && it.bob().trust().equals("anonymous")
                    && it.alice().trust().equals("first-use")) {
        @Override
        boolean callerHasAName() {
            return false;
        }
    },
    ANONYMOUS_REFUSED(
            3,
            "Alice gives no name, and Bob does not talk to those who give none",
            "Bob refuses with 433, and Alice's agent does not call again with her name",
            "her agent would give away what she chose not to say",
            List.of("--anonymous"),
            List.of("--no-anonymous"),
            it -> it.refusedByBob("anonymity-disallowed") && it.alice().says("anonymity-disallowed")) {
        @Override
        boolean callerHasAName() {
            return false;
        }
    };

    private final Optional<Attack.Plan> attack;
    private final int seconds;
    private final String description;
    private final String outcome;
    private final String otherwise;
    private final List<String> callerOptions;
    private final List<String> calleeOptions;
    private final Predicate<Outcome> check;

    Scenario(
            Optional<Attack.Plan> attack,
            int seconds,
            String description,
            String outcome,
            String otherwise,
            List<String> callerOptions,
            List<String> calleeOptions,
            Predicate<Outcome> check) {
        this.attack = attack;
        this.seconds = seconds;
        this.description = description;
        this.outcome = outcome;
        this.otherwise = otherwise;
        this.callerOptions = callerOptions;
        this.calleeOptions = calleeOptions;
        this.check = check;
    }

    /** Nobody is on the wire. */
    Scenario(
            int seconds,
            String description,
            String outcome,
            String otherwise,
            List<String> callerOptions,
            List<String> calleeOptions,
            Predicate<Outcome> check) {
        this(Optional.empty(), seconds, description, outcome, otherwise, callerOptions, calleeOptions, check);
    }

    /** Somebody is, and does more than edit. */
    Scenario(
            Attack.Plan attack,
            int seconds,
            String description,
            String outcome,
            String otherwise,
            Predicate<Outcome> check) {
        this(Optional.of(attack), seconds, description, outcome, otherwise, List.of(), List.of(), check);
    }

    /** Somebody edits a message. */
    Scenario(WireEdit edit, String outcome, String otherwise, Predicate<Outcome> check) {
        this(Attack.edit(edit), 3, edit.description(), outcome, otherwise, check);
    }

    /** What somebody does on the wire between the two, if anybody is there. */
    Optional<Attack.Plan> attack() {
        return attack;
    }

    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static Optional<Scenario> of(String word) {
        return wrong().stream().filter(one -> one.word().equals(word)).findFirst();
    }

    /** Those in which something is wrong. */
    static List<Scenario> wrong() {
        return Arrays.stream(values()).filter(one -> one != PLAIN).toList();
    }

    /** What is wrong. */
    String description() {
        return description;
    }

    /** How it must end. */
    String outcome() {
        return outcome;
    }

    /** What would be, if the check that ends it so were not made. */
    String otherwise() {
        return otherwise;
    }

    /** How long Alice speaks if she gets so far. */
    int seconds() {
        return seconds;
    }

    List<String> callerOptions() {
        return callerOptions;
    }

    List<String> calleeOptions() {
        return calleeOptions;
    }

    /** How many calls Bob gets. */
    int calls() {
        return this == REPLAY ? 2 : 1;
    }

    /** Whether Alice has a key for her name; she needs none to call without it. */
    boolean callerHasAName() {
        return true;
    }

    /** Makes Alice's home what the scenario needs. */
    void prepare(Path aliceHome, String bob) {}

    /** Whether it ended as it must. */
    boolean met(Outcome ended) {
        return check.test(ended);
    }
}
