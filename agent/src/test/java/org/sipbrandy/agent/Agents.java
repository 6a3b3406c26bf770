package org.sipbrandy.agent;

import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.sipbrandy.audio.codec.Encoding;
import org.sipbrandy.call.CallEvent;
import org.sipbrandy.call.CallSettings;
import org.sipbrandy.call.description.StreamKind;
import org.sipbrandy.call.evidence.Policy;
import org.sipbrandy.ice.IpAddress;
import org.sipbrandy.sip.transport.Transport;

/** Agents for tests, on loopback. */
final class Agents {
    private Agents() {}

    static UserAgentBuilder of(String aor) {
        return UserAgent.builder().identity(Identity.selfSigned(aor));
    }

    static Listen loopback(Transport transport) {
        return new Listen(transport, IpAddress.parse("127.0.0.1"), 0);
    }

    static CallSettings audio() {
        return CallSettings.of(Policy.REQUIRE, List.of(StreamKind.audio(List.of(Encoding.PCMU))));
    }

    /** Bob, who takes every call; listens over that transport. */
    static UserAgentBuilder answering(String aor, Transport transport, CallSettings settings, CallListener listener) {
        return of(aor).listen(loopback(transport))
                .incoming(() -> new UserAgent.Answer(settings, listener), Call::accept);
    }

    static int port(UserAgent agent) {
        return agent.listening().getFirst().port();
    }

    /** Keeps the events of a call, to be waited for. */
    static final class Events implements CallListener {
        private final BlockingQueue<CallEvent> queue = new LinkedBlockingQueue<>();

        @Override
        public void on(Call call, CallEvent event) {
            queue.add(event);
        }

        /** The next event of that kind; those before it are dropped. */
        <T extends CallEvent> T await(Class<T> kind) throws InterruptedException {
            long limit = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
            while (true) {
                var event = queue.poll(limit - System.nanoTime(), TimeUnit.NANOSECONDS);
                if (event == null) {
                    throw new AssertionError("no " + kind.getSimpleName() + " in time");
                }
                if (kind.isInstance(event)) {
                    return kind.cast(event);
                }
            }
        }
    }
}
