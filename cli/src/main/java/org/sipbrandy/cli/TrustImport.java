package org.sipbrandy.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.sipbrandy.agent.store.PeerList;
import org.sipbrandy.stir.trust.KnownPeer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code brandy trust import}. */
@Command(
        name = "import",
        mixinStandardHelpOptions = true,
        description =
                "Takes over what trust export wrote elsewhere: all of it, or nothing if a peer is known by another key.")
final class TrustImport implements Callable<Integer> {
    private static final int MAX_BYTES = 16 << 20;

    @ParentCommand
    private @Nullable TrustCommand trust;

    @Parameters(paramLabel = "FILE", description = "the list; - is stdin")
    private Path file = Path.of("-");

    @Option(names = "--json", description = "one JSON object a line")
    private boolean json;

    @Override
    public Integer call() {
        List<KnownPeer> peers;
        try {
            peers = PeerList.read(text());
        } catch (IllegalArgumentException e) {
            throw new Failure(ExitCode.USAGE, file + " " + e.getMessage());
        } catch (IOException e) {
            throw new Failure(ExitCode.USAGE, "cannot read " + file + ": " + e.getMessage());
        }
        try (var database = Objects.requireNonNull(trust).database()) {
            var inTheWay = database.peers().takeOver(peers);
            if (!inTheWay.isEmpty()) {
                String who = ShownPeer.name(inTheWay.getFirst().identity());
                throw new Failure(
                        ExitCode.REFUSED,
                        "nothing is taken over: " + who + " is known here by another key than in " + file
                                + "; compare both, and if that of the file is right: brandy trust forget " + who);
            }
            if (json) {
                for (KnownPeer peer : peers) {
                    database.peers().find(peer.identity()).stream()
                            .filter(one -> one.pin().equals(peer.pin()))
                            .forEach(one -> System.out.println(ShownPeer.json(one)));
                }
            } else {
                System.out.println(peers.size() + " taken over");
            }
        }
        return 0;
    }

    private String text() throws IOException {
        byte[] content;
        if (file.toString().equals("-")) {
            content = System.in.readNBytes(MAX_BYTES + 1);
        } else {
            try (var in = Files.newInputStream(file)) {
                content = in.readNBytes(MAX_BYTES + 1);
            }
        }
        if (content.length > MAX_BYTES) {
            throw new IOException("more than 16 MiB");
        }
        return new String(content, StandardCharsets.UTF_8);
    }
}
