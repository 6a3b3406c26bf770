package org.sipbrandy.dtls;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/** Two ends, joined in virtual time by a link that loses, delays, reorders and repeats datagrams. */
final class Link {
    /** How bad the link is; probabilities from 0 to 1. */
    record Weather(double loss, double duplication, Duration delay, Duration jitter) {
        static final Weather FAIR = new Weather(0, 0, Duration.ofMillis(20), Duration.ZERO);
    }

    private record Arrival(long at, int order, boolean atFirst, byte[] datagram) {}

    final List<DtlsOutput> first = new ArrayList<>();
    final List<DtlsOutput> second = new ArrayList<>();
    final List<byte[]> fromFirst = new ArrayList<>();
    final List<byte[]> fromSecond = new ArrayList<>();
    long now = 1_000_000_000L;

    private final End firstEnd;
    private final End secondEnd;
    private final Weather weather;
    private final Random random;
    private final PriorityQueue<Arrival> arrivals =
            new PriorityQueue<>(Comparator.comparingLong(Arrival::at).thenComparingInt(Arrival::order));
    private int order;
    private BiPredicate<Boolean, byte[]> passes = (fromFirstEnd, datagram) -> true;

    Link(End first, End second, Weather weather, long seed) {
        this.firstEnd = first;
        this.secondEnd = second;
        this.weather = weather;
        this.random = new Random(seed);
    }

    Link(DtlsAssociation first, DtlsAssociation second) {
        this(End.of(first), End.of(second), Weather.FAIR, 1);
    }

    /** Somebody on the path: sees who sent (true: the first end) and what, and says whether it goes on. */
    Link through(BiPredicate<Boolean, byte[]> path) {
        passes = path;
        return this;
    }

    /** Starts the second end, then the first, and runs until nothing happens any more or the time is over. */
    Link run(Duration limit) {
        secondEnd.start(now);
        drain(secondEnd, false);
        firstEnd.start(now);
        drain(firstEnd, true);
        return proceed(limit);
    }

    Link proceed(Duration limit) {
        drain(firstEnd, true);
        drain(secondEnd, false);
        long end = now + limit.toNanos();
        while (step(end)) {}
        return this;
    }

    /** Puts a datagram on the wire towards one end. */
    void inject(boolean towardsFirst, byte[] datagram) {
        arrivals.add(new Arrival(now, order++, towardsFirst, datagram));
    }

    private boolean step(long end) {
        Arrival arrival = arrivals.peek();
        long deadline = Math.min(firstEnd.deadline(), secondEnd.deadline());
        long next = Math.min(deadline, arrival == null ? Long.MAX_VALUE : arrival.at);
        if (next > end) {
            return false;
        }
        now = Math.max(now, next);
        if (arrival != null && arrival.at <= deadline) {
            arrivals.poll();
            End target = arrival.atFirst ? firstEnd : secondEnd;
            target.receive(arrival.datagram, now);
            drain(target, arrival.atFirst);
        } else if (firstEnd.deadline() <= now) {
            firstEnd.timeout(now);
            drain(firstEnd, true);
        } else {
            secondEnd.timeout(now);
            drain(secondEnd, false);
        }
        return true;
    }

    private void drain(End end, boolean isFirst) {
        for (DtlsOutput output = end.poll(); output != null; output = end.poll()) {
            if (output instanceof DtlsOutput.Send(byte[] datagram)) {
                (isFirst ? fromFirst : fromSecond).add(datagram);
                if (passes.test(isFirst, datagram)) {
                    carry(isFirst, datagram);
                }
            } else {
                (isFirst ? first : second).add(output);
            }
        }
    }

    private void carry(boolean fromFirstEnd, byte[] datagram) {
        int copies = random.nextDouble() < weather.duplication ? 2 : 1;
        for (int i = 0; i < copies; i++) {
            if (random.nextDouble() >= weather.loss) {
                long jitter = (long) (random.nextDouble() * weather.jitter.toNanos());
                arrivals.add(
                        new Arrival(now + weather.delay.toNanos() + jitter, order++, !fromFirstEnd, datagram.clone()));
            }
        }
    }

    static @Nullable DtlsOutput only(List<DtlsOutput> outputs) {
        return outputs.size() == 1 ? outputs.getFirst() : null;
    }
}
