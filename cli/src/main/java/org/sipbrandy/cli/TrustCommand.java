package org.sipbrandy.cli;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.sipbrandy.agent.store.Database;
import org.sipbrandy.agent.store.PeerDatabase;
import org.sipbrandy.cli.qr.HalfBlocks;
import org.sipbrandy.cli.qr.SafetyCode;
import org.sipbrandy.stir.StirParseException;
import org.sipbrandy.stir.identity.CanonicalIdentity;
import org.sipbrandy.stir.trust.Comparison;
import org.sipbrandy.stir.trust.KnownPeer;
import org.sipbrandy.stir.trust.SafetyNumber;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code brandy trust}: the peers known by trust on first use. */
@Command(
        name = "trust",
        mixinStandardHelpOptions = true,
        description = "The peers known from earlier calls.",
        subcommands = {TrustExport.class, TrustImport.class})
final class TrustCommand {
    private static final String JSON = "one JSON object a line";

    @ParentCommand
    private @Nullable Brandy brandy;

    /** What is known, where the options say; to be closed. */
    Database database() {
        return Objects.requireNonNull(brandy).database();
    }

    private static CanonicalIdentity identity(String aor) {
        try {
            return CanonicalIdentity.of(aor);
        } catch (StirParseException | IllegalArgumentException _) {
            throw new Failure(ExitCode.USAGE, "'" + aor + "' is not a SIP or tel URI");
        }
    }

    private static List<KnownPeer> known(PeerDatabase peers, String aor) {
        var list = peers.find(identity(aor));
        if (list.isEmpty()) {
            throw new Failure(ExitCode.USAGE, aor + " is not known; see: brandy trust list");
        }
        return list;
    }

    @Command(name = "list", mixinStandardHelpOptions = true, description = "Lists the known peers.")
    int list(@Option(names = "--json", description = JSON) boolean json) {
        try (var database = database()) {
            for (KnownPeer peer : database.peers().list()) {
                System.out.println(json ? ShownPeer.json(peer) : ShownPeer.line(peer));
            }
        }
        return 0;
    }

    @Command(
            name = "show",
            mixinStandardHelpOptions = true,
            description = "Shows a peer, its safety number, and the keys that it had before or that were refused.")
    int show(
            @Parameters(paramLabel = "AOR", description = "such as sip:bob@example.com") String aor,
            @Option(names = "--qr", description = "the safety number as a QR code, too, to be scanned") boolean qr,
            @Option(names = "--json", description = JSON) boolean json) {
        if (qr && json) {
            throw new Failure(ExitCode.USAGE, "--qr and --json exclude each other");
        }
        try (var database = database()) {
            var peers = database.peers();
            var identity = identity(aor);
            for (KnownPeer peer : known(peers, aor)) {
                System.out.println(json ? ShownPeer.json(peer) : ShownPeer.text(peer));
                if (qr) {
                    SafetyCode.of(peer.identity().value(), peer.safetyNumber().toString())
                            .ifPresent(HalfBlocks::print);
                }
            }
            for (var key : peers.former(identity)) {
                System.out.println(json ? ShownPeer.formerJson(key) : ShownPeer.formerLine(key));
            }
            for (var pin : peers.refused(identity)) {
                System.out.println(json ? ShownPeer.refusedJson(identity, pin) : ShownPeer.refusedLine(identity, pin));
            }
        }
        return 0;
    }

    @Command(
            name = "verify",
            mixinStandardHelpOptions = true,
            description = "Marks a peer whose safety number was compared.")
    int verify(
            @Parameters(paramLabel = "AOR", description = "such as sip:bob@example.com") String aor,
            @Parameters(paramLabel = "NUMBER", arity = "1..*", description = "sixty digits, spaces allowed")
                    List<String> number,
            @Option(names = "--json", description = JSON) boolean json) {
        var typed = SafetyNumber.parse(String.join("", number))
                .orElseThrow(() -> new Failure(ExitCode.USAGE, "a safety number has sixty digits"));
        try (var database = database()) {
            for (KnownPeer peer : known(database.peers(), aor)) {
                if (peer.safetyNumber().equals(typed)) {
                    var verified = peer.asVerified(Comparison.How.NUMBER, Instant.now());
                    database.peers().record(verified);
                    System.out.println(
                            json ? ShownPeer.json(verified) : peer.identity().value() + " is verified");
                    return 0;
                }
            }
        }
        throw new Failure(
                ExitCode.REFUSED, "that is NOT the safety number of the key known for " + aor + ": do not trust it");
    }

    @Command(
            name = "forget",
            mixinStandardHelpOptions = true,
            description = "Forgets a peer, with the keys that it had before.")
    int forget(
            @Parameters(paramLabel = "AOR", description = "such as sip:bob@example.com") String aor,
            @Option(names = "--json", description = JSON) boolean json) {
        try (var database = database()) {
            var identity = identity(aor);
            if (!database.peers().forget(identity)) {
                throw new Failure(ExitCode.USAGE, aor + " is not known");
            }
            if (json) {
                System.out.println(JsonCall.event("peer.forgotten").put("peer", ShownPeer.name(identity)));
            }
        }
        return 0;
    }

    @Command(name = "accept", mixinStandardHelpOptions = true, description = "Takes a changed key after the warning.")
    int accept(
            @Parameters(paramLabel = "AOR", description = "such as sip:bob@example.com") String aor,
            @Option(names = "--json", description = JSON) boolean json) {
        try (var database = database()) {
            var taken = database.peers()
                    .accept(identity(aor), Instant.now())
                    .orElseThrow(() -> new Failure(ExitCode.USAGE, "no changed key of " + aor + " was refused"));
            System.out.println(
                    json
                            ? ShownPeer.json(taken)
                            : "the new key of " + aor + " is taken; compare its safety number: brandy trust show "
                                    + aor);
        }
        return 0;
    }
}
