package org.sipbrandy.interop;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A caller and a callee, each behind a NAT of the kernel that maps every flow to a random port and lets in only what
 * answers, and a server on the network between; signalling has a cable of its own. Network namespaces; needs root and
 * nftables. Removed when closed, and when the tests are interrupted.
 */
final class NattedLink implements AutoCloseable {
    /** Where a STUN and TURN server can be. */
    static final String SERVER = "203.0.113.3";

    private static final AtomicInteger COUNT = new AtomicInteger();
    private static final Path SETTINGS = Path.of("/etc/netns");
    private static final Path HERE = Path.of("").toAbsolutePath();
    private static final List<String> ALL = List.of("a", "b", "na", "nb", "s");

    private final String name = "brandynat-" + ProcessHandle.current().pid() + "-" + COUNT.incrementAndGet();
    private final Thread onInterrupt = new Thread(this::remove);

    /** Makes it. */
    static NattedLink open() {
        var link = new NattedLink();
        Runtime.getRuntime().addShutdownHook(link.onInterrupt);
        try {
            link.make();
        } catch (IOException | RuntimeException | AssertionError e) {
            link.close();
            throw new AssertionError("network namespaces with NAT need root, iproute2 and nftables", e);
        }
        return link;
    }

    private void make() throws IOException {
        for (String one : ALL) {
            run("ip", "netns", "add", space(one));
            ip(one, "link", "set", "lo", "up");
            var settings = Files.createDirectories(SETTINGS.resolve(space(one)));
            Files.writeString(settings.resolve("resolv.conf"), "nameserver 127.0.0.1\noptions timeout:1 attempts:1\n");
            Files.writeString(settings.resolve("hosts"), "127.0.0.1 localhost\n" + SERVER + " turn.test\n");
        }
        cable("a", "signal", "10.99.0.1/24", "b", "signal", "10.99.0.2/24");
        cable("a", "media", "10.1.0.2/24", "na", "inside", "10.1.0.1/24");
        cable("b", "media", "10.2.0.2/24", "nb", "inside", "10.2.0.1/24");
        cable("na", "outside", "198.51.101.2/24", "s", "toa", "198.51.101.1/24");
        cable("nb", "outside", "198.51.102.2/24", "s", "tob", "198.51.102.1/24");
        ip("s", "addr", "add", SERVER + "/32", "dev", "lo");
        // What leads nowhere vanishes, as on the Internet: coturn ends an allocation whose peer cannot be sent to.
        ip("s", "link", "add", "void", "type", "veth", "peer", "name", "nobody");
        ip("s", "link", "set", "void", "arp", "off", "up");
        ip("s", "link", "set", "nobody", "up");
        ip("s", "route", "add", "default", "dev", "void");
        ip("a", "route", "add", "default", "via", "10.1.0.1");
        ip("b", "route", "add", "default", "via", "10.2.0.1");
        ip("na", "route", "add", "default", "via", "198.51.101.1");
        ip("nb", "route", "add", "default", "via", "198.51.102.1");
        for (String router : List.of("na", "nb", "s")) {
            in(router, "sh", "-c", "echo 1 > /proc/sys/net/ipv4/ip_forward");
        }
        for (String nat : List.of("na", "nb")) {
            rules(
                    nat,
                    "table ip nat { chain out { type nat hook postrouting priority 100;"
                            + " oifname \"outside\" masquerade fully-random;\n}\n}\n");
            rules(
                    nat,
                    "table ip filter { chain forward { type filter hook forward priority 0; policy accept;"
                            + " iifname \"outside\" ct state != { established, related } drop;\n}\n}\n");
        }
    }

    /** From now on no UDP passes the NATs. */
    void dropUdp() {
        for (String nat : List.of("na", "nb")) {
            in(nat, "nft", "insert", "rule", "ip", "filter", "forward", "meta", "l4proto", "udp", "drop");
        }
    }

    private void cable(String left, String leftEnd, String leftAddress, String right, String rightEnd, String address) {
        run(
                "ip",
                "link",
                "add",
                leftEnd,
                "netns",
                space(left),
                "type",
                "veth",
                "peer",
                "name",
                rightEnd,
                "netns",
                space(right));
        ip(left, "addr", "add", leftAddress, "dev", leftEnd);
        ip(right, "addr", "add", address, "dev", rightEnd);
        ip(left, "link", "set", leftEnd, "up");
        ip(right, "link", "set", rightEnd, "up");
    }

    private String space(String one) {
        return name + "-" + one;
    }

    private void ip(String where, String... arguments) {
        var all = new ArrayList<>(List.of("ip", "-n", space(where)));
        all.addAll(List.of(arguments));
        run(all.toArray(String[]::new));
    }

    private void in(String where, String... command) {
        Program.run(host("", where), HERE, List.of(command));
    }

    private void rules(String where, String text) {
        in(where, "nft", text);
    }

    private static void run(String... command) {
        Program.run(Host.LOOPBACK, HERE, List.of(command));
    }

    private Host host(String address, String where) {
        return new Host(address, List.of("ip", "netns", "exec", space(where)));
    }

    /** Signals from 10.99.0.1; its media interface is called {@code media}. */
    Host caller() {
        return host("10.99.0.1", "a");
    }

    /** Signals from 10.99.0.2; its media interface is called {@code media}. */
    Host callee() {
        return host("10.99.0.2", "b");
    }

    /** Between the NATs, at {@link #SERVER}, which is {@code turn.test}. */
    Host server() {
        return host(SERVER, "s");
    }

    private void remove() {
        for (String one : ALL) {
            try {
                new ProcessBuilder("ip", "netns", "del", space(one))
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start()
                        .waitFor();
                var settings = SETTINGS.resolve(space(one));
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
