package org.sipbrandy.sip.registration;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.sipbrandy.sip.digest.DigestClient;
import org.sipbrandy.sip.digest.DigestExchange;
import org.sipbrandy.sip.digest.Logins;
import org.sipbrandy.sip.message.NameAddr;
import org.sipbrandy.sip.message.SipRequest;
import org.sipbrandy.sip.message.SipResponse;
import org.sipbrandy.sip.message.Uri;
import org.sipbrandy.sip.transport.Target;

/**
 * One registration over one flow, kept until it is closed (RFC 3261 §10.2, RFC 5626 §4). {@code now} is monotonic, in
 * nanoseconds; after each input {@link #poll} is called until it gives null, and {@link #timeout} at {@link #deadline}.
 * Not thread-safe.
 */
public final class Registration {
    private static final long SECOND = 1_000_000_000L;

    private enum State {
        IDLE,
        LOCATING,
        REGISTERING,
        REGISTERED,
        WAITING,
        LEAVING,
        GONE
    }

    private final RegistrationSettings settings;
    private final Function<Target, Uri> contactAddress;
    private final RandomGenerator random;
    private final RegisterRequests requests;
    private final DigestClient digest;
    private final FlowHistory history;
    private final Deque<RegistrationEffect> effects = new ArrayDeque<>();
    private final Deque<Target> places = new ArrayDeque<>();
    private State state = State.IDLE;
    private @Nullable DigestExchange exchange;
    private @Nullable Target target;
    private @Nullable NameAddr contact;
    private Optional<Binding> binding = Optional.empty();
    private Optional<Target> flow = Optional.empty();
    private long expires;
    private boolean outbound;
    private boolean everRegistered;
    private boolean closing;
    private long deadline = Long.MAX_VALUE;
    private long validUntil;

    /**
     * @param contactAddress our address as the far end of a target can reach it
     * @param product for User-Agent; empty to say nothing
     * @param random of cryptographic quality outside of tests
     */
    public Registration(
            RegistrationSettings settings,
            Logins logins,
            Function<Target, Uri> contactAddress,
            String product,
            RandomGenerator random) {
        this.settings = settings;
        this.contactAddress = contactAddress;
        this.random = random;
        this.requests = new RegisterRequests(settings, product, random);
        this.digest = new DigestClient(logins, random);
        this.history = new FlowHistory(settings.timers(), random);
        this.expires = settings.expires().toSeconds();
        this.outbound = settings.instance().isPresent();
    }

    public RegistrationSettings settings() {
        return settings;
    }

    /** What the registrar holds for us now. */
    public Optional<Binding> binding() {
        return binding;
    }

    /** On which calls come in now. */
    public Optional<Target> flow() {
        return flow;
    }

    // ── inputs ──────────────────────────────────────────────────────────────────────────────────

    /** Begins: at once, and only once. */
    public void begin(long now) {
        if (state == State.IDLE) {
            locate();
        }
    }

    private void locate() {
        state = State.LOCATING;
        deadline = Long.MAX_VALUE;
        effects.add(new RegistrationEffect.Locate(settings.nextHop()));
    }

    /** The places to try, in order; empty if nobody is to be found. */
    public void located(List<Target> found, long now) {
        if (state != State.LOCATING) {
            return;
        }
        places.clear();
        places.addAll(found);
        if (places.isEmpty()) {
            failed(503, "nobody is to be found at " + settings.nextHop(), OptionalLong.empty(), now);
        } else {
            attempt(places.remove());
        }
    }

    private void attempt(Target place) {
        target = place;
        state = State.REGISTERING;
        register(place, expires);
    }

    private void register(Target place, long seconds) {
        NameAddr own = requests.contact(contactAddress.apply(place), outbound);
        contact = own;
        var begun = digest.begin(requests.register(own, seconds, outbound));
        exchange = begun;
        send(begun.request(), place);
    }

    private void send(SipRequest request, Target place) {
        requests.sent(request);
        effects.add(new RegistrationEffect.Send(request, place));
    }

    /** A response to what was sent last. */
    public void response(SipResponse response, Target source, long now) {
        var current = exchange;
        var place = target;
        var own = contact;
        if (current == null || place == null || own == null || !response.isFinal()) {
            return;
        }
        if (!response.headers().cseq().equals(current.request().headers().cseq())) {
            return; // of an attempt that was given up
        }
        switch (current.receive(response, place.transport().secure())) {
            case DigestExchange.Next.Retry(SipRequest request) -> send(request, place);
            case DigestExchange.Next.GiveUp(String why) -> {
                if (state == State.LEAVING) {
                    gone();
                } else {
                    refused(response.status(), why, now);
                }
            }
            case DigestExchange.Next.Answer _ -> {
                if (state == State.LEAVING) {
                    gone();
                } else if (response.isSuccess()) {
                    success(response, own, place, source, now);
                } else {
                    failure(response, place, now);
                }
            }
        }
    }

    /** No response will come: 408 for silence, 503 if it could not be sent. */
    public void none(int status, long now) {
        switch (state) {
            case REGISTERING -> next(status, status == 408 ? "no answer" : "it could not be reached", now);
            case LEAVING -> gone();
            case IDLE, LOCATING, REGISTERED, WAITING, GONE -> {}
        }
    }

    /** The edge answered a keep-alive on the flow: RFC 5626 §4.5 calls that flow a success. */
    public void flowAnswered(Target alive) {
        if (flow.filter(it -> isSame(it, alive)).isPresent()) {
            history.proved();
        }
    }

    /** The flow is dead: a connection was closed, keep-alives stay unanswered, or our address changed. */
    public void flowLost(Target lost, long now) {
        if (flow.filter(it -> isSame(it, lost)).isEmpty()
                || state == State.LEAVING
                || state == State.GONE
                || state == State.WAITING) {
            return;
        }
        forgetBinding();
        if (state != State.REGISTERED) {
            return; // the attempt that is under way fails by itself
        }
        if (history.wasGood(now)) {
            effects.add(new RegistrationEffect.Tell(
                    new RegistrationEvent.Failed(503, "the flow was lost", OptionalLong.of(0))));
            locate();
        } else {
            failed(503, "the flow was lost", OptionalLong.empty(), now);
        }
    }

    private static boolean isSame(Target one, Target other) {
        return one.transport() == other.transport()
                && one.connection().equals(other.connection())
                && one.host().equals(other.host())
                && one.port() == other.port();
    }

    /** Whether that is the far end of the flow, by whichever connection. */
    public boolean leadsTo(Target place) {
        return flow.filter(it -> it.transport() == place.transport()
                        && it.host().equals(place.host())
                        && it.port() == place.port())
                .isPresent();
    }

    /** Whether another flow of the same address stands: then this one waits longer (RFC 5626 §4.5). */
    public void othersStand(boolean stand) {
        history.othersStand(stand);
    }

    /** Takes the registration back. */
    public void close(long now) {
        var place = flow;
        boolean inFlight = state == State.REGISTERING;
        if (state == State.LEAVING || state == State.GONE) {
            return;
        }
        deadline = Long.MAX_VALUE;
        closing = true;
        if (inFlight) {
            return; // what may be granted by now is taken back when that is known
        }
        if (place.isEmpty() || binding.isEmpty()) {
            state = State.GONE;
            return;
        }
        state = State.LEAVING;
        target = place.get();
        register(place.get(), 0);
    }

    /** Does what is due. */
    public void timeout(long now) {
        if (now < deadline) {
            return;
        }
        deadline = Long.MAX_VALUE;
        switch (state) {
            case REGISTERED -> {
                // RFC 5626 §4.2.2: over the same flow
                attempt(flow.orElseThrow());
            }
            case WAITING -> {
                if (now >= validUntil) {
                    forgetBinding();
                }
                locate();
            }
            case IDLE, LOCATING, REGISTERING, LEAVING, GONE -> {}
        }
    }

    /** When {@link #timeout} is wanted, or {@link Long#MAX_VALUE}. */
    public long deadline() {
        return deadline;
    }

    /** The next effect, or null. */
    public @Nullable RegistrationEffect poll() {
        return effects.poll();
    }

    /** Whether it is over, after {@link #close}. */
    public boolean isGone() {
        return state == State.GONE;
    }

    // ── answers ─────────────────────────────────────────────────────────────────────────────────

    private void success(SipResponse response, NameAddr own, Target place, Target source, long now) {
        var granted = Binding.of(response, own, expires).filter(it -> it.expires() > 0);
        if (granted.isEmpty()) {
            failed(response.status(), "the registrar does not list our contact", OptionalLong.empty(), now);
            return;
        }
        Target over =
                new Target(source.transport(), place.host(), place.port(), place.serverName(), source.connection());
        boolean anew = binding.isEmpty() || flow.filter(over::equals).isEmpty();
        history.granted(anew, granted.get().outbound(), now);
        state = State.REGISTERED;
        everRegistered = true;
        binding = granted;
        flow = Optional.of(over);
        validUntil = now + granted.get().expires() * SECOND;
        deadline = now + FlowTimes.refreshAfter(granted.get().expires(), random);
        if (closing) {
            close(now);
        } else if (anew) {
            if (granted.get().outbound()) { // RFC 5626 §4.2.1: else nobody may be there to answer
                effects.add(new RegistrationEffect.KeepAlive(over, FlowTimes.keepAlive(granted.get(), over, random)));
            }
            effects.add(new RegistrationEffect.Tell(new RegistrationEvent.Registered(granted.get(), over)));
        }
    }

    private void failure(SipResponse response, Target place, long now) {
        int status = response.status();
        switch (RegisterFailure.of(response, expires, outbound)) {
            case RegisterFailure.AskForMore(long seconds) -> {
                expires = seconds;
                register(place, expires);
            }
            case RegisterFailure.WithoutOutbound _ -> {
                outbound = false;
                register(place, expires);
            }
            case RegisterFailure.NextServer _ -> next(status, response.reason(), now);
            case RegisterFailure.Later(OptionalLong wait) -> failed(status, response.reason(), wait, now);
            case RegisterFailure.Final _ -> refused(status, response.reason(), now);
        }
    }

    /** The next place, as long as there is one (RFC 3263 §4.3). */
    private void next(int status, String reason, long now) {
        if (places.isEmpty()) {
            failed(status, reason, OptionalLong.empty(), now);
        } else {
            attempt(places.remove());
        }
    }

    /** Waits, and tries again (RFC 5626 §4.5). */
    private void failed(int status, String reason, OptionalLong retryAfter, long now) {
        if (closing) {
            gone();
            return;
        }
        long wait = history.failed(retryAfter);
        state = State.WAITING;
        deadline = now + wait;
        effects.add(new RegistrationEffect.Tell(new RegistrationEvent.Failed(status, reason, OptionalLong.of(wait))));
    }

    /** Asking again changes nothing, unless it was granted before. */
    private void refused(int status, String reason, long now) {
        if (everRegistered || closing) {
            failed(status, reason, OptionalLong.empty(), now);
            return;
        }
        state = State.GONE;
        effects.add(new RegistrationEffect.Tell(new RegistrationEvent.Failed(status, reason, OptionalLong.empty())));
    }

    private void forgetBinding() {
        binding = Optional.empty();
        flow = Optional.empty();
    }

    private void gone() {
        forgetBinding();
        state = State.GONE;
        effects.add(new RegistrationEffect.Tell(new RegistrationEvent.Unregistered()));
    }

    /** A proxy's URI with {@code lr} (RFC 3261 §19.1.1). */
    public static Uri looseRoute(Uri proxy) {
        return RegisterRequests.looseRoute(proxy);
    }

    /** The way of our own requests while it stands: proxies, then the service route (RFC 3608 §6.1). */
    public List<Uri> preloadedRoute() {
        var route = new ArrayList<Uri>();
        settings.proxies().forEach(it -> route.add(RegisterRequests.looseRoute(it)));
        binding.ifPresent(it -> it.serviceRoute().stream()
                .map(NameAddr::uri)
                .filter(uri -> route.stream().noneMatch(uri::sameAs))
                .forEach(route::add));
        return List.copyOf(route);
    }
}
