package org.sipbrandy.agent.capture;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.sipbrandy.sip.transport.Transport;

/** One block a message: a line with time, direction, both addresses and length; the octets as they were; an empty line. */
final class TraceFormat implements Format<Traffic> {
    private final Map<String, MessageCutter> cutters = new HashMap<>();
    private final LocalAddress localAddress = new LocalAddress();

    @Override
    public void write(Traffic traffic, OutputStream out) throws IOException {
        switch (traffic) {
            case Traffic.Datagram it -> {
                if (it.plane() == Traffic.Plane.SIGNALLING && !MessageCutter.isKeepAlive(it.octets())) {
                    var local = localAddress.towards(it.remote(), it.local());
                    block(out, it.time(), it.sent(), Transport.UDP, local, it.remote(), "", it.octets());
                }
            }
            case Traffic.Opened it ->
                cutters.put(it.stream().id(), new MessageCutter(it.stream().opened()));
            case Traffic.Octets it -> octets(it, out);
            case Traffic.Closed it -> {
                var cutter = cutters.remove(it.stream().id());
                if (cutter != null && cutter.rest().length > 0) {
                    block(out, it.time(), false, it.stream(), ", cut off", cutter.rest());
                }
            }
        }
    }

    private void octets(Traffic.Octets it, OutputStream out) throws IOException {
        if (it.sent()) { // what is written at once is one message
            if (!MessageCutter.isKeepAlive(it.octets())) {
                block(out, it.time(), true, it.stream(), "", it.octets());
            }
            return;
        }
        var cutter = cutters.get(it.stream().id());
        if (cutter != null) {
            for (byte[] message : cutter.receive(it.octets())) {
                block(out, it.time(), false, it.stream(), "", message);
            }
            if (cutter.lost() && cutter.rest().length > 0) {
                block(out, it.time(), false, it.stream(), ", not SIP", cutter.takeRest());
            }
        }
    }

    private static void block(
            OutputStream out, Instant time, boolean sent, Traffic.Stream stream, String remark, byte[] octets)
            throws IOException {
        block(out, time, sent, stream.transport(), stream.local(), stream.remote(), remark, octets);
    }

    private static void block(
            OutputStream out,
            Instant time,
            boolean sent,
            Transport transport,
            InetSocketAddress local,
            InetSocketAddress remote,
            String remark,
            byte[] octets)
            throws IOException {
        String line = "# " + time + (sent ? " sent " : " received ")
                + transport.name().toLowerCase(Locale.ROOT)
                + " " + text(sent ? local : remote) + " -> " + text(sent ? remote : local)
                + ", " + octets.length + " octets" + remark + "\n";
        out.write(line.getBytes(StandardCharsets.UTF_8));
        out.write(octets);
        out.write(
                octets.length > 0 && octets[octets.length - 1] == '\n'
                        ? "\n".getBytes(StandardCharsets.US_ASCII)
                        : "\n\n".getBytes(StandardCharsets.US_ASCII));
    }

    private static String text(InetSocketAddress address) {
        String host = address.getAddress().getHostAddress();
        return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + address.getPort();
    }
}
