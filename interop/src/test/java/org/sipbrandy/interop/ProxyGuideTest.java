package org.sipbrandy.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever copies docs/guide/proxy.md gets what it says; its blocks of {@code bash} need Kamailio, and run only here. */
class ProxyGuideTest {
    @TempDir
    private Path folder;

    /** A block, and the lines that must come of it. */
    private record Block(String commands, List<String> expected) {
        boolean stays() {
            return commands.contains("brandy answer") || commands.startsWith("kamailio ");
        }
    }

    private static List<Block> blocks() throws IOException {
        var page = Path.of("../docs/guide/proxy.md"); // from the module, where Maven runs its tests
        var blocks = new ArrayList<Block>();
        var matcher = Pattern.compile("(?ms)^```(\\w+)\n(.*?)^```$").matcher(Files.readString(page));
        while (matcher.find()) {
            if (matcher.group(1).equals("text")) {
                var lines = matcher.group(2).lines().toList();
                blocks.add(new Block(blocks.removeLast().commands(), lines));
            } else {
                blocks.add(new Block(matcher.group(2), List.of()));
            }
        }
        return blocks;
    }

    private static Pattern pattern(String line) {
        var parts = new ArrayList<String>();
        for (String part : line.split("…", -1)) {
            parts.add(Pattern.quote(part));
        }
        return Pattern.compile(String.join(".*", parts));
    }

    private Program start(Host host, String commands) {
        return Program.start(host, folder, List.of("bash", "-euc", commands));
    }

    /** What has its place to wait: nobody types the next command before. */
    private static void ready(Host host, Path folder, Block block, Program program) {
        if (block.commands().contains("--register")) {
            program.awaitLine(line -> line.contains("is registered"));
            return;
        }
        Awaitility.await(block.commands()).atMost(Program.PATIENCE).until(() -> {
            assertThat(program.exitCode()).as(program.transcript()).isEmpty();
            return Program.run(host, folder, List.of("cat", "/proc/net/tcp", "/proc/net/tcp6")).stream()
                    .anyMatch(line -> line.contains(":13C5 00000000:0000 ") // 5061
                            || line.contains(":13C5 00000000000000000000000000000000:0000 "));
        });
    }

    @Test
    @DisplayName("SIP-14 what the page about proxies tells to type works, in its order, and says what the page says")
    void page() throws IOException {
        var launcher = Files.writeString(folder.resolve("brandy"), Brandy.launcher());
        Files.setPosixFilePermissions(launcher, PosixFilePermissions.fromString("rwxr-xr-x"));
        var staying = new ArrayList<Program>();
        try (var link = Link.open("unused.test")) {
            var host = link.callee();
            for (Block block : blocks()) {
                if (!block.stays()) {
                    try (var program = start(host, block.commands())) {
                        int code = program.awaitExit();
                        assertThat(code)
                                .as(block.commands() + program.transcript())
                                .isZero();
                        for (String line : block.expected()) {
                            assertThat(program.lines())
                                    .as(block.commands())
                                    .anyMatch(it ->
                                            pattern(line).matcher(it.strip()).matches());
                        }
                    }
                    continue;
                }
                if (block.commands().contains("--listen")) { // the page is through with its first part
                    staying.forEach(Program::end);
                    staying.clear();
                }
                var program =
                        start(host, block.commands().replaceFirst("(?m)^(\\./brandy answer|kamailio) ", "exec $1 "));
                staying.add(program);
                ready(host, folder, block, program);
            }
        } finally {
            staying.forEach(Program::close);
        }
    }
}
