package org.sipbrandy.sip.location;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.sipbrandy.sip.location.LocationEffect.Why;
import org.sipbrandy.sip.transport.Target;
import org.sipbrandy.sip.transport.Transport;

/**
 * Finds the servers of one URI, or of one Via, one after the other (RFC 3263).
 *
 * <p>The machine asks by {@link LocationEffect.Ask}, is answered by {@link #answer}, and gives the first place to try as
 * {@link LocationEffect.Located}. When that place fails (transport failure, 503, or a time-out without any response),
 * {@link #next} makes it look for the next one; DNS is asked no more than is needed for the place wanted. Ends with
 * {@link LocationEffect.Exhausted}. One machine serves one transaction; not thread-safe.
 */
public final class Locator {
    /** Questions asked before the search is given up: bounds what a hostile zone can make of one request. */
    static final int MAX_QUESTIONS = 100;
    /** Non-terminal NAPTR records followed in a row. */
    static final int MAX_NAPTR_DEPTH = 5;

    private final LocatorSettings settings;
    private final RandomGenerator random;
    private final Optional<String> serverName;
    private final boolean sips;
    private final Deque<LookupStep> steps = new ArrayDeque<>();
    private final Deque<LocationEffect> effects = new ArrayDeque<>();
    private final Map<DnsQuestion, @Nullable DnsAnswer> open = new LinkedHashMap<>();
    private final Set<DnsQuestion> naptrAsked = new HashSet<>();
    private final Set<Target> given = new HashSet<>();
    private boolean srvFound;
    private boolean wanted = true;
    private boolean ended;
    private int questions;
    private Why failure = Why.NO_RECORDS;
    private long deadline = Long.MAX_VALUE;

    private Locator(LocatorSettings settings, RandomGenerator random, boolean sips, Optional<String> serverName) {
        this.settings = settings;
        this.random = random;
        this.sips = sips;
        this.serverName = serverName;
    }

    /** Starts to locate the server of a request (RFC 3263 §4). */
    public static Locator forRequest(NextHop hop, LocatorSettings settings, RandomGenerator random, long now) {
        // RFC 5922 §7.3: the identity is that of the URI given to resolution, not of what DNS made of it.
        Locator locator = new Locator(settings, random, hop.sips(), Optional.of(hop.host()));
        locator.plan(hop);
        locator.work(now);
        return locator;
    }

    /**
     * Starts to locate where a response goes after its connection or source address failed (RFC 3263 §5).
     *
     * @param sentByHost host of the topmost Via's sent-by
     */
    public static Locator forResponse(
            Transport via,
            String sentByHost,
            OptionalInt sentByPort,
            LocatorSettings settings,
            RandomGenerator random,
            long now) {
        String host = NumericHost.normalise(sentByHost);
        Locator locator = new Locator(settings, random, via.secure(), Optional.of(host));
        if (!settings.transports().contains(via)) {
            locator.failure = Why.TRANSPORT_UNSUPPORTED;
        } else {
            locator.planFor(host, sentByPort, via);
        }
        locator.work(now);
        return locator;
    }

    private void plan(NextHop hop) {
        String target = hop.target();
        boolean numeric = NumericHost.isNumeric(target);
        Optional<Transport> named = hop.transport().flatMap(Transport::parse).map(this::secured);
        if (hop.transport().isPresent()) {
            // RFC 3263 §4.1: a transport that the URI names is used; sips never goes over one that is not secure.
            if (named.isEmpty() || !usable(named.get())) {
                failure = Why.TRANSPORT_UNSUPPORTED;
            } else {
                planFor(target, hop.port(), named.get());
            }
            return;
        }
        Optional<Transport> fallback = fallback();
        if (fallback.isEmpty()) {
            failure = Why.TRANSPORT_UNSUPPORTED;
        } else if (numeric || hop.port().isPresent()) {
            planFor(target, hop.port(), fallback.get());
        } else {
            steps.add(new LookupStep.Naptr(target, 0));
            steps.add(new LookupStep.WithoutSrv(target, fallback.get()));
        }
    }

    private void planFor(String host, OptionalInt port, Transport transport) {
        if (NumericHost.isNumeric(host)) {
            steps.add(new LookupStep.Found(target(transport, host, port.orElse(transport.defaultPort()))));
        } else if (port.isPresent()) {
            // RFC 3263 §4.2: with a port, whatever its value, SRV is not asked.
            steps.add(new LookupStep.Addresses(host, port.getAsInt(), transport));
        } else {
            steps.add(new LookupStep.Srv(List.of(LookupStep.Service.of(transport, host))));
            steps.add(new LookupStep.WithoutSrv(host, transport));
        }
    }

    /** RFC 3261 §26.2.2: tcp under sips is TLS over TCP; UDP cannot be made secure and stays unusable. */
    private Transport secured(Transport named) {
        if (!sips) {
            return named;
        }
        return switch (named) {
            case TCP -> Transport.TLS;
            case WS -> Transport.WSS;
            case UDP, TLS, WSS -> named;
        };
    }

    private boolean usable(Transport transport) {
        return settings.transports().contains(transport) && (!sips || transport.secure());
    }

    /** RFC 3263 §4.1: UDP for sip and TLS for sips where nothing says otherwise, or the next best that we have. */
    private Optional<Transport> fallback() {
        Transport usual = sips ? Transport.TLS : Transport.UDP;
        if (usable(usual)) {
            return Optional.of(usual);
        }
        return usable(Transport.TCP)
                ? Optional.of(Transport.TCP)
                : settings.transports().stream().filter(this::usable).findFirst();
    }

    /** The place given last has failed: look for the next. */
    public void next(long now) {
        wanted = true;
        work(now);
    }

    /** Hands over the answer to a question asked; an answer to no open question is ignored. */
    public void answer(DnsQuestion question, DnsAnswer answer, long now) {
        if (open.containsKey(question) && open.get(question) == null) {
            open.put(question, answer);
            work(now);
        }
    }

    /** Counts questions still unanswered at their deadline as failed. */
    public void timeout(long now) {
        if (now < deadline) {
            return;
        }
        open.replaceAll((question, answer) -> answer == null ? new DnsAnswer.Failure("no answer in time") : answer);
        work(now);
    }

    /** When {@link #timeout} is wanted, or {@link Long#MAX_VALUE}. */
    public long deadline() {
        return deadline;
    }

    /** The next effect, or null when there is none for now. */
    public @Nullable LocationEffect poll() {
        return effects.poll();
    }

    private void work(long now) {
        while (wanted && !ended) {
            LookupStep step = steps.peek();
            if (step == null) {
                ended = true;
                effects.add(new LocationEffect.Exhausted(given.isEmpty() ? failure : Why.ALL_TRIED));
                return;
            }
            List<DnsQuestion> needed = questionsOf(step);
            if (open.isEmpty() && !needed.isEmpty() && ask(needed, now)) {
                return;
            }
            if (open.containsValue(null)) {
                return;
            }
            Map<DnsQuestion, List<DnsRecord>> answers = collect();
            steps.remove();
            List<LookupStep> following = follow(step, answers);
            for (LookupStep next : following.reversed()) {
                steps.addFirst(next);
            }
        }
    }

    private boolean ask(List<DnsQuestion> needed, long now) {
        if (questions + needed.size() > MAX_QUESTIONS) {
            failure = Why.DNS_FAILED;
            return false;
        }
        questions += needed.size();
        for (DnsQuestion question : needed) {
            open.put(question, null);
            effects.add(new LocationEffect.Ask(question));
        }
        deadline = now + settings.questionNanos();
        return true;
    }

    /** The records of all answers to the step's questions; failed ones count as empty but are remembered. */
    private Map<DnsQuestion, List<DnsRecord>> collect() {
        Map<DnsQuestion, List<DnsRecord>> answers = new LinkedHashMap<>();
        for (Map.Entry<DnsQuestion, @Nullable DnsAnswer> entry : open.entrySet()) {
            switch (entry.getValue()) {
                case DnsAnswer.Records(List<DnsRecord> records) -> answers.put(entry.getKey(), records);
                case DnsAnswer.Failure failed -> failure = Why.DNS_FAILED;
                case null -> throw new IllegalStateException("unanswered " + entry.getKey());
            }
        }
        open.clear();
        deadline = Long.MAX_VALUE;
        return answers;
    }

    private List<DnsQuestion> questionsOf(LookupStep step) {
        return switch (step) {
            case LookupStep.Naptr(String name, int depth) -> List.of(new DnsQuestion(name, RecordType.NAPTR));
            case LookupStep.Srv(List<LookupStep.Service> services) ->
                services.stream()
                        .map(s -> new DnsQuestion(s.name(), RecordType.SRV))
                        .toList();
            case LookupStep.Addresses a -> addressQuestions(a.host());
            case LookupStep.WithoutSrv w -> srvFound ? List.of() : addressQuestions(w.host());
            case LookupStep.Found f -> List.of();
        };
    }

    private List<DnsQuestion> addressQuestions(String host) {
        return settings.addresses().stream()
                .map(type -> new DnsQuestion(host, type))
                .toList();
    }

    private List<LookupStep> follow(LookupStep step, Map<DnsQuestion, List<DnsRecord>> answers) {
        return switch (step) {
            case LookupStep.Naptr naptr -> followNaptr(naptr, answers);
            case LookupStep.Srv srv -> followSrv(srv, answers);
            case LookupStep.Addresses(String host, int port, Transport transport) -> found(transport, port, answers);
            case LookupStep.WithoutSrv(String host, Transport transport) ->
                srvFound ? List.of() : found(transport, transport.defaultPort(), answers);
            case LookupStep.Found(Target target) -> {
                if (given.add(target)) {
                    wanted = false;
                    effects.add(new LocationEffect.Located(target));
                }
                yield List.of();
            }
        };
    }

    private List<LookupStep> followNaptr(LookupStep.Naptr step, Map<DnsQuestion, List<DnsRecord>> answers) {
        DnsQuestion question = new DnsQuestion(step.name(), RecordType.NAPTR);
        naptrAsked.add(question);
        List<DnsRecord.Naptr> records = new ArrayList<>();
        for (DnsRecord record : answers.getOrDefault(question, List.of())) {
            if (record instanceof DnsRecord.Naptr naptr) {
                records.add(naptr);
            }
        }
        List<NaptrChoice.Chosen> applicable = NaptrChoice.of(records, sips, settings.transports());
        // RFC 3263 §4.2: should no SRV record turn up, the addresses are used with the transport that NAPTR chose.
        applicable.stream().flatMap(c -> c.transport().stream()).findFirst().ifPresent(this::fallBackTo);
        List<LookupStep> following = new ArrayList<>();
        for (NaptrChoice.Chosen chosen : applicable) {
            String next = chosen.replacement();
            if (chosen.transport().isEmpty()) {
                boolean loop = naptrAsked.contains(new DnsQuestion(next, RecordType.NAPTR));
                if (!loop && step.depth() < MAX_NAPTR_DEPTH) {
                    following.add(new LookupStep.Naptr(next, step.depth() + 1));
                }
            } else if (chosen.flags().equals("a")) {
                Transport transport = chosen.transport().get();
                following.add(new LookupStep.Addresses(next, transport.defaultPort(), transport));
            } else {
                following.add(new LookupStep.Srv(
                        List.of(new LookupStep.Service(next, chosen.transport().get()))));
            }
        }
        if (following.isEmpty() && step.depth() == 0) {
            // RFC 3263 §4.1: without NAPTR records, SRV records of each supported transport are asked for.
            following.add(new LookupStep.Srv(settings.transports().stream()
                    .filter(this::usable)
                    .map(t -> LookupStep.Service.of(t, step.name()))
                    .toList()));
        }
        return following;
    }

    private void fallBackTo(Transport transport) {
        if (steps.peekLast() instanceof LookupStep.WithoutSrv(String host, Transport usual)) {
            steps.removeLast();
            steps.addLast(new LookupStep.WithoutSrv(host, transport));
        }
    }

    private List<LookupStep> followSrv(LookupStep.Srv step, Map<DnsQuestion, List<DnsRecord>> answers) {
        List<LookupStep> following = new ArrayList<>();
        for (LookupStep.Service service : step.services()) {
            List<DnsRecord.Srv> records = new ArrayList<>();
            for (DnsRecord record : answers.getOrDefault(new DnsQuestion(service.name(), RecordType.SRV), List.of())) {
                if (record instanceof DnsRecord.Srv srv && srv.weight() >= 0) {
                    records.add(srv);
                }
            }
            srvFound |= !records.isEmpty();
            // RFC 2782: a single record with target "." says that the service is decidedly not available.
            if (!records.isEmpty() && records.stream().allMatch(r -> isRoot(r.target())) && failure == Why.NO_RECORDS) {
                failure = Why.SERVICE_DENIED;
            }
            records.removeIf(r -> isRoot(r.target()) || r.port() < 1 || r.port() > 65535);
            for (DnsRecord.Srv record : SrvOrder.of(records, random)) {
                String host = NumericHost.normalise(record.target());
                following.add(
                        NumericHost.isNumeric(host)
                                ? new LookupStep.Found(target(service.transport(), host, record.port()))
                                : new LookupStep.Addresses(host, record.port(), service.transport()));
            }
        }
        return following;
    }

    private static boolean isRoot(String target) {
        return NumericHost.normalise(target).isEmpty();
    }

    private List<LookupStep> found(Transport transport, int port, Map<DnsQuestion, List<DnsRecord>> answers) {
        List<LookupStep> following = new ArrayList<>();
        for (List<DnsRecord> records : answers.values()) {
            for (DnsRecord record : records) {
                if (record instanceof DnsRecord.Address(String literal) && NumericHost.isNumeric(literal)) {
                    following.add(new LookupStep.Found(target(transport, literal, port)));
                }
            }
        }
        return following;
    }

    private Target target(Transport transport, String host, int port) {
        Target target = Target.of(transport, host, port);
        return transport.secure() ? target.withServerName(serverName.orElse(host)) : target;
    }
}
