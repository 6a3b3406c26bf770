package org.sipbrandy.cli;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.sipbrandy.call.CallEvent;
import org.sipbrandy.call.CallSettings;
import org.sipbrandy.call.evidence.Policy;
import org.sipbrandy.sip.transport.Transport;
import org.sipbrandy.testkit.world.LinkQuality;
import org.sipbrandy.testkit.world.Meddler;
import org.sipbrandy.testkit.world.VirtualAgent;
import org.sipbrandy.testkit.world.VirtualWorld;

/**
 * A whole call in a virtual world, as both sides told it: Alice calls Bob, they talk, Alice hangs up.
 *
 * @param caller the events of Alice
 * @param callee the events of Bob
 */
public record VirtualCall(List<CallEvent> caller, List<CallEvent> callee) {
    private static final Duration ONE_WAY = Duration.ofMillis(20);

    /** Nothing is wrong, and they talk for three seconds. */
    public static VirtualCall confidential() {
        return of(Meddler.NONE, Policy.REQUIRE, Policy.REQUIRE, Duration.ofSeconds(3));
    }

    /** Somebody meddles with the messages, and both require protection. */
    public static VirtualCall attacked(Meddler meddler) {
        return of(meddler, Policy.REQUIRE, Policy.REQUIRE, Duration.ofSeconds(1));
    }

    /** With these policies, on links of 20 ms that lose nothing. */
    public static VirtualCall of(Meddler meddler, Policy alice, Policy bob, Duration talk) {
        return of(meddler, it -> it.withPolicy(alice), it -> it.withPolicy(bob), talk, LinkQuality.clean(ONE_WAY));
    }

    /** With these settings and that link for the media. */
    public static VirtualCall of(
            Meddler meddler,
            UnaryOperator<CallSettings> caller,
            UnaryOperator<CallSettings> callee,
            Duration talk,
            LinkQuality media) {
        try (var world = new VirtualWorld(5, media, LinkQuality.clean(ONE_WAY))) {
            var alice = new VirtualAgent(world, "sip:alice@example.com", "192.0.2.1", Transport.TCP, caller);
            var bob = new VirtualAgent(world, "sip:bob@example.com", "192.0.2.2", Transport.TCP, callee);
            alice.connect(bob);
            bob.connect(alice);
            world.meddle(meddler);
            String call = alice.call();
            world.run(
                    Duration.ofSeconds(60).toNanos(),
                    () -> !alice.events(CallEvent.Ended.class).isEmpty()
                            || !alice.events(CallEvent.Established.class).isEmpty());
            world.pass(talk);
            alice.hangUp(call);
            world.pass(Duration.ofSeconds(40));
            return new VirtualCall(alice.events(), bob.events());
        }
    }

    /** What {@code --json} writes for Alice. */
    public List<String> callerLines() {
        return lines(caller);
    }

    /** What {@code --json} writes for Bob. */
    public List<String> calleeLines() {
        return lines(callee);
    }

    /** What {@code --json} writes for these events. */
    public static List<String> lines(List<CallEvent> events) {
        var lines = new ArrayList<String>();
        var json = new JsonCall(line -> lines.add(line.toString()));
        events.forEach(event -> json.event("call-1", event, ""));
        return lines;
    }
}
