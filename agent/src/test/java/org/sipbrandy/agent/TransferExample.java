package org.sipbrandy.agent;

import java.time.Duration;
import java.util.Optional;
import org.sipbrandy.call.CallEvent;
import org.sipbrandy.call.CallSettings;

/** The guide's example of a transfer, as it is compiled and run; {@link TransferTest} holds the two together. */
final class TransferExample {
    private TransferExample() {}

    static Optional<CallEvent.Ended> run(UserAgent agent, CallSettings settings, String bob, String carol)
            throws InterruptedException {
        CallListener listener = (call, event) -> {};
        // begin
        Call first = agent.call(bob, settings, listener);
        first.awaitEstablished(Duration.ofSeconds(20));
        first.hold(); // Bob waits; resume() takes him back
        Call second = agent.call(carol, settings, listener);
        second.awaitEstablished(Duration.ofSeconds(20));
        first.transfer(second); // Bob and Carol talk; or unasked: first.transfer("sips:carol@example.com")
        return first.awaitEnd(Duration.ofSeconds(20));
        // end
    }
}
