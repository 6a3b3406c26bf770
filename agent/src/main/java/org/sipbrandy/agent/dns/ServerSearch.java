package org.sipbrandy.agent.dns;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.sipbrandy.sip.location.DnsQuestion;
import org.sipbrandy.sip.location.LocationEffect;
import org.sipbrandy.sip.location.Locator;
import org.sipbrandy.sip.location.LocatorSettings;
import org.sipbrandy.sip.location.NextHop;
import org.sipbrandy.sip.transport.Target;

/**
 * The search for the servers of one URI (RFC 3263 §4): one place after the other, and no more questions than the place
 * wanted needs. Blocks; one thread at a time.
 */
public final class ServerSearch {
    private final NameResolver names;
    private final Locator locator;
    private boolean begun;

    /** @param random of cryptographic quality, for the weights of SRV */
    public ServerSearch(
            NextHop hop, LocatorSettings settings, NameResolver names, java.util.random.RandomGenerator random) {
        this.names = names;
        this.locator = Locator.forRequest(hop, settings, random, System.nanoTime());
    }

    /**
     * The first place, or the next one for when that fails (RFC 3263 §4.3); empty if there is none left.
     *
     * @param patience for the name servers, at each step of the search
     */
    public Optional<Target> next(Duration patience) throws InterruptedException {
        if (begun) {
            locator.next(System.nanoTime());
        }
        begun = true;
        while (true) {
            var asked = new ArrayList<DnsQuestion>();
            @Nullable LocationEffect effect;
            while ((effect = locator.poll()) != null) {
                switch (effect) {
                    case LocationEffect.Ask(var question) -> asked.add(question);
                    case LocationEffect.Located(var target) -> {
                        return Optional.of(target);
                    }
                    case LocationEffect.Exhausted _ -> {
                        return Optional.empty();
                    }
                }
            }
            if (asked.isEmpty()) {
                return Optional.empty(); // ended before
            }
            names.ask(asked, patience)
                    .forEach((question, answer) -> locator.answer(question, answer, System.nanoTime()));
        }
    }
}
