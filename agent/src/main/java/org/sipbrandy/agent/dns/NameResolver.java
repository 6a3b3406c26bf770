package org.sipbrandy.agent.dns;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.sipbrandy.sip.location.DnsAnswer;
import org.sipbrandy.sip.location.DnsQuestion;
import org.sipbrandy.sip.location.DnsRecord;
import org.xbill.DNS.Cache;
import org.xbill.DNS.DClass;
import org.xbill.DNS.ExtendedResolver;
import org.xbill.DNS.Name;
import org.xbill.DNS.Resolver;
import org.xbill.DNS.ResolverConfig;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;
import org.xbill.DNS.lookup.LookupResult;
import org.xbill.DNS.lookup.LookupSession;
import org.xbill.DNS.lookup.NoSuchDomainException;
import org.xbill.DNS.lookup.NoSuchRRSetException;

/**
 * Asks name servers, after the system's hosts file, and follows aliases. Answers are kept as long as their records allow.
 * Blocks; may be used from any thread.
 */
public final class NameResolver {
    /** How long a name server has for one try. */
    public static final Duration PATIENCE = Duration.ofSeconds(3);

    /** How often a name server is asked the same. */
    public static final int TRIES = 2;

    /** Of all tries at all servers. */
    public static final Duration LIMIT = Duration.ofSeconds(12);

    private final LookupSession session;

    /**
     * @param servers asked in this order; empty for those that the system is configured with (resolv.conf)
     * @param threads that may block
     */
    public NameResolver(List<InetSocketAddress> servers, Executor threads) {
        var sockets = new DnsSockets(threads);
        var each = new ArrayList<Resolver>();
        for (InetSocketAddress server :
                servers.isEmpty() ? ResolverConfig.getCurrentConfig().servers() : servers) {
            var one = new SimpleResolver(server);
            one.setIoClientFactory(sockets);
            one.setTimeout(PATIENCE);
            each.add(one);
        }
        var all = new ExtendedResolver(each);
        all.setRetries(TRIES);
        all.setTimeout(LIMIT);
        for (Resolver one : all.getResolvers()) {
            one.setTimeout(PATIENCE); // ExtendedResolver sets its own
        }
        session = LookupSession.builder()
                .resolver(all)
                .cache(new Cache(DClass.IN))
                .defaultHostsFileParser()
                .executor(threads)
                .build();
    }

    /**
     * Asks all of them at the same time.
     *
     * @param patience after which a question without an answer counts as failed; no more than {@link #LIMIT} helps
     */
    public Map<DnsQuestion, DnsAnswer> ask(List<DnsQuestion> questions, Duration patience) throws InterruptedException {
        var asked = new LinkedHashMap<DnsQuestion, CompletionStage<LookupResult>>();
        var answers = new LinkedHashMap<DnsQuestion, DnsAnswer>();
        for (DnsQuestion question : questions) {
            try {
                asked.put(question, session.lookupAsync(absolute(question.name()), type(question)));
            } catch (TextParseException e) {
                answers.put(question, new DnsAnswer.Failure(question.name() + " is not a domain name"));
            }
        }
        long limit = System.nanoTime() + patience.toNanos();
        for (var one : asked.entrySet()) {
            answers.put(one.getKey(), answer(one.getValue(), limit - System.nanoTime()));
        }
        return answers;
    }

    private static Name absolute(String name) throws TextParseException {
        return Name.fromString(name, Name.root);
    }

    private static int type(DnsQuestion question) {
        return switch (question.type()) {
            case NAPTR -> Type.NAPTR;
            case SRV -> Type.SRV;
            case A -> Type.A;
            case AAAA -> Type.AAAA;
        };
    }

    private static DnsAnswer answer(CompletionStage<LookupResult> stage, long nanos) throws InterruptedException {
        try {
            var result = stage.toCompletableFuture().get(Math.max(0, nanos), TimeUnit.NANOSECONDS);
            var records = new ArrayList<DnsRecord>();
            result.getRecords().forEach(record -> WireRecords.read(record).ifPresent(records::add));
            return new DnsAnswer.Records(records);
        } catch (ExecutionException e) {
            return switch (e.getCause()) {
                case NoSuchDomainException _, NoSuchRRSetException _ -> DnsAnswer.none();
                case null -> new DnsAnswer.Failure(e.toString());
                case Throwable cause -> new DnsAnswer.Failure(cause.toString());
            };
        } catch (TimeoutException _) {
            return new DnsAnswer.Failure("no answer in time");
        }
    }
}
