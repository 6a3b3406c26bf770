package org.sipbrandy.sip.transaction;

import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.sipbrandy.sip.message.HostPort;
import org.sipbrandy.sip.message.ParseResult;
import org.sipbrandy.sip.message.SipMessage;
import org.sipbrandy.sip.message.SipParser;
import org.sipbrandy.sip.transport.Target;
import org.sipbrandy.sip.transport.Transport;

/** Two transaction layers in virtual time, joined by a link that may lose, repeat and reorder datagrams. */
public final class TwoEnds {
    /** A machine beside the layer that wants the time too. */
    public interface Timed {
        long deadline();

        void timeout(long now);
    }

    /** A message sent and when, in milliseconds. */
    public record Sent(long millis, SipMessage message, Target target) {}

    private record Event(long at, long order, Runnable action) {}

    public final class End {
        public final Target address;
        public final TransactionLayer layer;
        public final List<Sent> sent = new ArrayList<>();
        public final List<Timed> machines = new ArrayList<>();
        public Consumer<TransactionEffect> user = effect -> {};
        public boolean refuseTcp;
        private @Nullable End peer;

        End(String host, Random random) {
            address = Target.of(Transport.UDP, host, 5060);
            layer = new TransactionLayer(TransactionSettings.of(t -> HostPort.of(host, 5060)), random);
        }

        /** Carries out what the layer wants, until it wants nothing. */
        public void drain() {
            for (TransactionEffect effect = layer.poll(); effect != null; effect = layer.poll()) {
                if (effect instanceof TransactionEffect.Transmit transmit) {
                    sent.add(new Sent(now / 1_000_000, transmit.message(), transmit.target()));
                    if (refuseTcp && transmit.target().transport() == Transport.TCP) {
                        layer.transportFailed(transmit, now);
                    } else {
                        carry(this, transmit);
                    }
                } else {
                    user.accept(effect);
                }
            }
        }

        /** Times in milliseconds at which messages with this start of the first line were sent. */
        public List<Long> times(String start) {
            return sent.stream()
                    .filter(s -> s.message().startLine().startsWith(start))
                    .map(Sent::millis)
                    .toList();
        }

        public SipMessage last(String start) {
            return sent.stream()
                    .filter(s -> s.message().startLine().startsWith(start))
                    .reduce((a, b) -> b)
                    .orElseThrow()
                    .message();
        }

        long deadline() {
            long next = layer.deadline();
            for (Timed machine : machines) {
                next = Math.min(next, machine.deadline());
            }
            return next;
        }

        void timeout() {
            layer.timeout(now);
            for (Timed machine : List.copyOf(machines)) {
                if (machine.deadline() <= now) {
                    machine.timeout(now);
                }
            }
            drain();
        }
    }

    private final Random random;
    private final PriorityQueue<Event> events = new PriorityQueue<>(
            (a, b) -> a.at() != b.at() ? Long.compare(a.at(), b.at()) : Long.compare(a.order(), b.order()));
    private long order;
    public long now;
    public double loss;
    public double repetition;
    public long minDelay;
    public long maxDelay;
    public final End a;
    public final End b;

    public TwoEnds(long seed) {
        random = new Random(seed);
        a = new End("192.0.2.1", random);
        b = new End("192.0.2.2", random);
        a.peer = b;
        b.peer = a;
    }

    /** Delays of datagrams from 5 to 300 ms, a fifth lost and a tenth repeated. */
    public TwoEnds bad() {
        loss = 0.2;
        repetition = 0.1;
        minDelay = 5_000_000;
        maxDelay = 300_000_000;
        return this;
    }

    private void carry(End from, TransactionEffect.Transmit transmit) {
        byte[] octets = transmit.message().encode();
        boolean reliable = transmit.target().transport().reliable();
        int copies = 1;
        if (!reliable) {
            copies = random.nextDouble() < loss ? 0 : random.nextDouble() < repetition ? 2 : 1;
        }
        End to = from.peer;
        Target source = from.address.withTransport(transmit.target().transport());
        for (int i = 0; i < copies; i++) {
            long delay = minDelay + (maxDelay > minDelay && !reliable ? random.nextLong(maxDelay - minDelay) : 0);
            at(now + delay, () -> {
                if (SipParser.parse(octets) instanceof ParseResult.Parsed(SipMessage message) && to != null) {
                    to.layer.receive(message, source, now);
                    to.drain();
                } else {
                    throw new AssertionError("unparsable: " + transmit.message().startLine());
                }
            });
        }
    }

    public void at(long when, Runnable action) {
        events.add(new Event(when, order++, action));
    }

    public void after(long millis, Runnable action) {
        at(now + millis * 1_000_000, action);
    }

    /** Lets everything happen up to this time; true if nothing is left to happen afterwards. */
    public boolean run(long untilMillis) {
        long until = untilMillis * 1_000_000;
        a.drain();
        b.drain();
        while (true) {
            Event event = events.peek();
            long next = Math.min(event == null ? Long.MAX_VALUE : event.at(), Math.min(a.deadline(), b.deadline()));
            if (next > until) {
                now = until;
                return next == Long.MAX_VALUE;
            }
            now = Math.max(now, next);
            if (event != null && event.at() <= now) {
                events.remove();
                event.action().run();
            }
            if (a.deadline() <= now) {
                a.timeout();
            }
            if (b.deadline() <= now) {
                b.timeout();
            }
            a.drain();
            b.drain();
        }
    }
}
