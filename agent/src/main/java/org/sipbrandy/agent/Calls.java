package org.sipbrandy.agent;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.sipbrandy.call.CallEvent;
import org.sipbrandy.call.EndpointEffect;

/** The calls that are held now, and what is told to each. Changed on the loop only; may be read anywhere. */
final class Calls {
    /** Temporarily Unavailable (RFC 3261 §21.4.18). */
    private static final int NOBODY_DECIDES = 480;

    private final Driver driver;
    private final Reception reception;
    private final Consumer<Call> ringing;
    private final RegistrationListener registered;
    private final Map<String, Call> byId = new ConcurrentHashMap<>();

    /**
     * @param ringing decides about each incoming call
     * @param registered watches registrations
     */
    Calls(Driver driver, Reception reception, Consumer<Call> ringing, RegistrationListener registered) {
        this.driver = driver;
        this.reception = reception;
        this.ringing = ringing;
        this.registered = registered;
    }

    /** A call to somebody. */
    Call outgoing(String id, CallListener listener) {
        return add(id, listener, false, Optional.empty());
    }

    private Call add(String id, CallListener listener, boolean incoming, Optional<String> follows) {
        var call = new Call(id, driver, listener, incoming, follows);
        byId.put(id, call);
        return call;
    }

    void tell(String id, CallEvent event) {
        var call = byId.get(id);
        if (call == null && event instanceof CallEvent.Incoming) {
            call = add(id, reception.listener(), true, Optional.empty());
        }
        if (call != null && event instanceof CallEvent.Transfer transfer) {
            var listener = call.listener();
            transfer.next()
                    .filter(next -> transfer.state() == CallEvent.TransferState.UNDER_WAY)
                    .ifPresent(next ->
                            byId.computeIfAbsent(next, _ -> new Call(next, driver, listener, false, Optional.of(id))));
        }
        if (call != null) {
            call.tell(event);
        }
    }

    /** Somebody calls: the application decides. */
    void ring(String id) {
        var call = byId.get(id);
        if (call != null) {
            boolean decided = Application.ask(
                    () -> {
                        ringing.accept(call);
                        return true;
                    },
                    false);
            if (!decided) {
                call.reject(NOBODY_DECIDES);
            }
        }
    }

    void tell(EndpointEffect.TellRegistration it) {
        var registration = it.registration();
        Application.tell(() -> registered.on(
                registration.aor().toString(), registration.registrar().toString(), registration.regId(), it.event()));
    }

    void forget(String id) {
        byId.remove(id);
    }

    List<Call> list() {
        return List.copyOf(byId.values());
    }
}
