package org.sipbrandy.agent.net;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;
import org.sipbrandy.sip.message.SipParser;
import org.sipbrandy.sip.message.SipStreamDecoder;
import org.sipbrandy.sip.message.StreamEvent;

/** Finds messages in what a connection brings. Not thread-safe. */
sealed interface MessageDecoder {
    void receive(byte[] octets);

    @Nullable
    StreamEvent poll();

    /** Whether a message has begun and not ended. */
    boolean isInsideMessage();

    /** Of TCP and TLS: messages follow each other (RFC 3261 §18.3). */
    record OfStream(SipStreamDecoder decoder) implements MessageDecoder {
        @Override
        public void receive(byte[] octets) {
            decoder.receive(octets);
        }

        @Override
        public @Nullable StreamEvent poll() {
            return decoder.poll();
        }

        @Override
        public boolean isInsideMessage() {
            return decoder.isInsideMessage();
        }
    }

    /** Of WebSocket: a message in each of its messages, or a keep-alive (RFC 7118 §4.2, RFC 5626 §4.4.1). */
    record OfFrames(Deque<StreamEvent> events) implements MessageDecoder {
        OfFrames() {
            this(new ArrayDeque<>());
        }

        @Override
        public void receive(byte[] octets) {
            int breaks = 0;
            while (breaks < octets.length && (octets[breaks] == '\r' || octets[breaks] == '\n')) {
                breaks++;
            }
            if (breaks < octets.length) {
                events.add(new StreamEvent.Received(SipParser.parse(octets)));
            } else if (breaks == 2 * "\r\n".length()) {
                events.add(new StreamEvent.Ping());
            } else {
                events.add(new StreamEvent.Pong());
            }
        }

        @Override
        public @Nullable StreamEvent poll() {
            return events.poll();
        }

        @Override
        public boolean isInsideMessage() {
            return false;
        }
    }
}
