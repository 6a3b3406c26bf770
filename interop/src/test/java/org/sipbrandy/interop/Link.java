package org.sipbrandy.interop;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Two hosts on this machine, joined by a cable: network namespaces with a veth pair between them. Needs root. Names are
 * resolved there by the hosts' own list alone. Removed when closed, and when the tests are interrupted.
 */
final class Link implements AutoCloseable {
    private static final AtomicInteger COUNT = new AtomicInteger();
    private static final Path SETTINGS = Path.of("/etc/netns");
    private static final Path HERE = Path.of("").toAbsolutePath();

    private final String left;
    private final String right;
    private final Host caller;
    private final Host callee;
    private final Thread onInterrupt = new Thread(this::remove);

    private Link(String left, String right) {
        this.left = left;
        this.right = right;
        this.caller = host("10.99.0.1", left);
        this.callee = host("10.99.0.2", right);
    }

    private static Host host(String address, String namespace) {
        return new Host(address, List.of("ip", "netns", "exec", namespace));
    }

    /** Makes both, with names for the callee's address. */
    static Link open(String... calleeNames) {
        String name = "brandy-" + ProcessHandle.current().pid() + "-" + COUNT.incrementAndGet();
        var link = new Link(name + "-a", name + "-b");
        Runtime.getRuntime().addShutdownHook(link.onInterrupt);
        try {
            for (String namespace : List.of(link.left, link.right)) {
                run("ip", "netns", "add", namespace);
                run("ip", "-n", namespace, "link", "set", "lo", "up");
                var settings = Files.createDirectories(SETTINGS.resolve(namespace));
                Files.writeString(
                        settings.resolve("resolv.conf"), "nameserver 127.0.0.1\noptions timeout:1 attempts:1\n");
                Files.writeString(
                        settings.resolve("hosts"),
                        "127.0.0.1 localhost\n10.99.0.2 " + String.join(" ", calleeNames) + " callee.test\n");
            }
            run(
                    "ip",
                    "link",
                    "add",
                    "va",
                    "netns",
                    link.left,
                    "type",
                    "veth",
                    "peer",
                    "name",
                    "vb",
                    "netns",
                    link.right);
            run("ip", "-n", link.left, "addr", "add", "10.99.0.1/24", "dev", "va");
            run("ip", "-n", link.right, "addr", "add", "10.99.0.2/24", "dev", "vb");
            run("ip", "-n", link.left, "link", "set", "va", "up");
            run("ip", "-n", link.right, "link", "set", "vb", "up");
        } catch (IOException | RuntimeException | AssertionError e) {
            link.close();
            throw new AssertionError("network namespaces need root and iproute2", e);
        }
        return link;
    }

    private static void run(String... command) {
        Program.run(Host.LOOPBACK, HERE, List.of(command));
    }

    /** 10.99.0.1, whose interface is va. */
    Host caller() {
        return caller;
    }

    /** 10.99.0.2, whose interface is vb. */
    Host callee() {
        return callee;
    }

    private void remove() {
        for (String namespace : List.of(left, right)) {
            try {
                new ProcessBuilder("ip", "netns", "del", namespace)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start()
                        .waitFor();
                var settings = SETTINGS.resolve(namespace);
                Files.deleteIfExists(settings.resolve("resolv.conf"));
                Files.deleteIfExists(settings.resolve("hosts"));
                Files.deleteIfExists(settings);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public void close() {
        remove();
        Runtime.getRuntime().removeShutdownHook(onInterrupt);
    }
}
