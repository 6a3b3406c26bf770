package org.sipbrandy.cli.audit;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.sipbrandy.cli.audit.media.Checks;
import org.sipbrandy.cli.audit.media.Flow;
import org.sipbrandy.ice.TransportAddress;

/** Finds the media of a call: by the user fragments of its checks, else by the addresses that were described. */
final class MediaIndex {
    private static final Duration BEFORE = Duration.ofSeconds(1);
    private static final Duration AFTER = Duration.ofSeconds(5);

    private final Map<TransportAddress, List<Flow>> byEndpoint = new HashMap<>();
    private final Map<String, List<Flow>> byFragment = new HashMap<>();
    private final Set<Flow> unclaimed = new LinkedHashSet<>();

    MediaIndex(List<Flow> flows) {
        for (Flow flow : flows) {
            unclaimed.add(flow);
            put(byEndpoint, flow.lower(), flow);
            put(byEndpoint, flow.upper(), flow);
            for (Checks one : flow.checks()) {
                put(byFragment, one.askedFragment(), flow);
                put(byFragment, one.askingFragment(), flow);
            }
        }
    }

    private static <K> void put(Map<K, List<Flow>> index, K key, Flow flow) {
        var list = index.computeIfAbsent(key, _ -> new ArrayList<>());
        if (list.isEmpty() || list.getLast() != flow) {
            list.add(flow);
        }
    }

    /** Those that belong to no call that was asked for. */
    List<Flow> unclaimed() {
        return List.copyOf(unclaimed);
    }

    CallMedia of(ObservedCall call) {
        var caller = Party.of(call, true);
        var callee = Party.of(call, false);
        var near = new LinkedHashSet<Flow>();
        for (Party party : List.of(caller, callee)) {
            party.fragments().forEach(it -> near.addAll(byFragment.getOrDefault(it, List.of())));
            party.endpoints().forEach(it -> near.addAll(byEndpoint.getOrDefault(it, List.of())));
        }
        Instant begin = call.began().minus(BEFORE);
        Instant end = call.ended().map(it -> it.plus(AFTER)).orElse(Instant.MAX);
        var paths = new ArrayList<CallPath>();
        for (Flow flow : near) {
            var lower = callerIsLower(flow, caller, callee);
            if (lower.isPresent()) {
                var path = within(flow, lower.get(), begin, end);
                boolean something = !path.checks().isEmpty()
                        || !path.handshakes().isEmpty()
                        || !path.streams().isEmpty();
                if (something) {
                    paths.add(path);
                    unclaimed.remove(flow);
                }
            }
        }
        return new CallMedia(paths);
    }

    private static CallPath within(Flow flow, boolean callerIsLower, Instant begin, Instant end) {
        return new CallPath(
                flow,
                callerIsLower,
                flow.checks().stream()
                        .filter(it -> within(it.firstRequest(), begin, end))
                        .toList(),
                flow.handshakes().stream()
                        .filter(it -> within(it.begun(), begin, end))
                        .toList(),
                flow.streams().stream()
                        .filter(it -> within(it.first(), begin, end))
                        .toList());
    }

    private static boolean within(Instant time, Instant begin, Instant end) {
        return !time.isBefore(begin) && !time.isAfter(end);
    }

    /** Which end is the caller's; empty if the flow is not of this call. */
    private static Optional<Boolean> callerIsLower(Flow flow, Party caller, Party callee) {
        for (Checks one : flow.checks()) {
            // RFC 8445 §7.2.2: first the one who is asked, then the one who asks
            if (caller.fragments().contains(one.askingFragment())
                    && callee.fragments().contains(one.askedFragment())) {
                return Optional.of(one.lowerSends());
            }
            if (callee.fragments().contains(one.askingFragment())
                    && caller.fragments().contains(one.askedFragment())) {
                return Optional.of(!one.lowerSends());
            }
        }
        if (!flow.checks().isEmpty()
                && !caller.fragments().isEmpty()
                && !callee.fragments().isEmpty()) {
            return Optional.empty(); // of another call on the same addresses
        }
        boolean straight =
                caller.endpoints().contains(flow.lower()) || callee.endpoints().contains(flow.upper());
        boolean crossed =
                caller.endpoints().contains(flow.upper()) || callee.endpoints().contains(flow.lower());
        return straight == crossed ? Optional.empty() : Optional.of(straight);
    }
}
