package org.sipbrandy.agent.capture;

import io.netty.channel.ChannelPipeline;
import org.sipbrandy.sip.transport.Transport;

/** Puts captures into Netty's pipelines. Without a capture, nothing is put there. */
public final class Taps {
    private Taps() {}

    /** Watches a UDP socket, as near to the wire as can be. */
    public static void datagrams(ChannelPipeline pipeline, Capture capture, Traffic.Plane plane) {
        if (capture != Capture.NONE) {
            pipeline.addFirst(new DatagramTap(capture, plane));
        }
    }

    /** Watches a connection from the pipeline's end as it is now on: after TLS has been added, before who reads it. */
    public static void stream(ChannelPipeline pipeline, Capture capture, Transport transport, boolean opened) {
        if (capture != Capture.NONE) {
            pipeline.addLast(new StreamTap(capture, transport, opened));
        }
    }
}
