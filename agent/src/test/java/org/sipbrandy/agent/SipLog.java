package org.sipbrandy.agent;

import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;
import org.sipbrandy.agent.capture.Capture;
import org.sipbrandy.agent.capture.Traffic;
import org.sipbrandy.sip.message.ParseResult;
import org.sipbrandy.sip.message.SipMessage;
import org.sipbrandy.sip.message.SipParser;
import org.sipbrandy.sip.message.SipRequest;
import org.sipbrandy.sip.message.SipStreamDecoder;
import org.sipbrandy.sip.message.StreamEvent;
import org.sipbrandy.sip.transport.Transport;

/** The messages that went over an agent's sockets, for tests to look at. */
final class SipLog implements Capture {
    private final Map<String, SipStreamDecoder> streams = new HashMap<>();
    private final ConcurrentLinkedQueue<Passed> all = new ConcurrentLinkedQueue<>();

    /** A message as it passed; the connection is empty for datagrams. */
    record Passed(boolean sent, Transport transport, InetSocketAddress remote, String connection, SipMessage message) {
        boolean is(boolean outgoing, String method) {
            return sent == outgoing
                    && message instanceof SipRequest request
                    && request.method().toString().equals(method);
        }
    }

    @Override
    public void saw(Traffic traffic) {
        switch (traffic) {
            case Traffic.Datagram it -> {
                if (it.plane() == Traffic.Plane.SIGNALLING) {
                    add(SipParser.parse(it.octets()), it.sent(), Transport.UDP, it.remote(), "");
                }
            }
            case Traffic.Octets it -> {
                var stream = it.stream();
                var decoder = streams.computeIfAbsent(stream.id() + it.sent(), _ -> SipStreamDecoder.accepted());
                decoder.receive(it.octets(), 0, it.octets().length);
                @Nullable StreamEvent event;
                while ((event = decoder.poll()) != null) {
                    if (event instanceof StreamEvent.Received(var result)) {
                        add(result, it.sent(), stream.transport(), stream.remote(), stream.id());
                    }
                }
            }
            case Traffic.Opened _, Traffic.Closed _ -> {}
        }
    }

    private void add(ParseResult result, boolean sent, Transport transport, InetSocketAddress remote, String id) {
        if (result instanceof ParseResult.Parsed(var message)) {
            all.add(new Passed(sent, transport, remote, id, message));
        }
    }

    List<Passed> all() {
        return List.copyOf(all);
    }

    List<Passed> requests(boolean sent, String method) {
        return all.stream().filter(it -> it.is(sent, method)).toList();
    }

    /** As they were on the wire. */
    List<String> texts() {
        return all.stream()
                .map(it -> new String(it.message().encode(), java.nio.charset.StandardCharsets.UTF_8))
                .toList();
    }
}
