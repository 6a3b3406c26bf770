package org.sipbrandy.cli;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.sipbrandy.call.CallEvent;
import org.sipbrandy.call.leg.Repair;

/**
 * Counts the calls of {@code --max-calls}. An INVITE that was refused for what its sender may repair (RFC 8224 §6.1.1) and
 * the one that follows under the same Call-ID are one call; if none follows in time, the refused one is a call by itself.
 * May be used from any thread.
 */
final class CallCount {
    /** A sender waits for the next second and signs anew; the same limit as for a repaired UPDATE (CONN-31). */
    static final Duration REPAIR = Duration.ofSeconds(4);

    private final int limit;
    private final Duration patience;
    private final Map<String, Integer> open = new HashMap<>();
    private final Map<String, Long> refused = new HashMap<>();
    private int ended;

    /** @param limit 0 for none
     * @param patience how long a repair is waited for
     */
    CallCount(int limit, Duration patience) {
        this.limit = limit;
        this.patience = patience;
    }

    synchronized void on(String call, CallEvent event) {
        switch (event) {
            case CallEvent.Incoming _ -> {
                open.merge(call, 1, Integer::sum);
                refused.remove(call);
            }
            case CallEvent.Ended end -> {
                boolean another = open.merge(call, -1, Integer::sum) > 0;
                if (!another) {
                    open.remove(call);
                }
                if (!Repair.mayFollow(end)) {
                    ended++;
                } else if (!another) { // else what followed was told of first
                    refused.put(call, System.nanoTime() + patience.toNanos());
                }
                notifyAll();
            }
            default -> {}
        }
    }

    /** Waits until there were so many. */
    synchronized void await() throws InterruptedException {
        while (limit == 0 || ended < limit) {
            long now = System.nanoTime();
            int before = refused.size();
            refused.values().removeIf(due -> due - now <= 0);
            ended += before - refused.size();
            if (limit == 0 || ended < limit) {
                long nearest = refused.values().stream()
                        .mapToLong(due -> due - now)
                        .min()
                        .orElse(0);
                wait(nearest == 0 ? 0 : nearest / 1_000_000 + 1); // 0: until something happens
            }
        }
    }
}
