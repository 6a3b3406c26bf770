package org.sipbrandy.cli;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.sipbrandy.agent.store.PeerDatabase;
import org.sipbrandy.stir.StirParseException;
import org.sipbrandy.stir.identity.CanonicalIdentity;
import org.sipbrandy.stir.trust.KnownPeer;
import org.sipbrandy.stir.trust.SafetyNumber;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code brandy trust}: the peers known by trust on first use. */
@Command(name = "trust", mixinStandardHelpOptions = true, description = "The peers known from earlier calls.")
final class TrustCommand {
    @ParentCommand
    private @Nullable Brandy brandy;

    private PeerDatabase peers() {
        return java.util.Objects.requireNonNull(brandy).home().peers();
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
    int list() {
        try (var peers = peers()) {
            for (KnownPeer peer : peers.list()) {
                System.out.printf(
                        "%-40s %-9s last seen %s%n",
                        peer.identity().value(), peer.verified() ? "verified" : "known", peer.lastSeen());
            }
        }
        return 0;
    }

    @Command(name = "show", mixinStandardHelpOptions = true, description = "Shows a peer and its safety number.")
    int show(@Parameters(paramLabel = "AOR", description = "such as sip:bob@example.com") String aor) {
        try (var peers = peers()) {
            for (KnownPeer peer : known(peers, aor)) {
                System.out.println("peer           " + peer.identity().value());
                System.out.println("trust          " + (peer.verified() ? "verified" : "known, not compared"));
                System.out.println("first seen     " + peer.firstSeen());
                System.out.println("last seen      " + peer.lastSeen());
                System.out.println("safety number  " + peer.safetyNumber());
            }
            for (var pin : peers.refused(identity(aor))) {
                System.out.println("refused key    " + SafetyNumber.of(identity(aor), pin));
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
                    List<String> number) {
        var typed = SafetyNumber.parse(String.join("", number))
                .orElseThrow(() -> new Failure(ExitCode.USAGE, "a safety number has sixty digits"));
        try (var peers = peers()) {
            for (KnownPeer peer : known(peers, aor)) {
                if (peer.safetyNumber().equals(typed)) {
                    peers.record(peer.asVerified());
                    System.out.println(peer.identity().value() + " is verified");
                    return 0;
                }
            }
        }
        throw new Failure(
                ExitCode.REFUSED, "that is NOT the safety number of the key known for " + aor + ": do not trust it");
    }

    @Command(name = "forget", mixinStandardHelpOptions = true, description = "Forgets a peer.")
    int forget(@Parameters(paramLabel = "AOR", description = "such as sip:bob@example.com") String aor) {
        try (var peers = peers()) {
            if (!peers.forget(identity(aor))) {
                throw new Failure(ExitCode.USAGE, aor + " is not known");
            }
        }
        return 0;
    }

    @Command(name = "accept", mixinStandardHelpOptions = true, description = "Takes a changed key after the warning.")
    int accept(@Parameters(paramLabel = "AOR", description = "such as sip:bob@example.com") String aor) {
        try (var peers = peers()) {
            if (!peers.accept(identity(aor), Instant.now())) {
                throw new Failure(ExitCode.USAGE, "no changed key of " + aor + " was refused");
            }
            System.out.println(
                    "the new key of " + aor + " is taken; compare its safety number: brandy trust show " + aor);
        }
        return 0;
    }
}
