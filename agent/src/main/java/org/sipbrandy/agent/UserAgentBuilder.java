package org.sipbrandy.agent;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.sipbrandy.agent.capture.Capture;
import org.sipbrandy.agent.ice.IceSettings;
import org.sipbrandy.agent.net.ConnectionLimits;
import org.sipbrandy.agent.net.ServerTrust;
import org.sipbrandy.agent.net.TlsIdentity;
import org.sipbrandy.agent.net.WebSocketOrigins;
import org.sipbrandy.agent.store.TlsFiles;
import org.sipbrandy.call.Anonymity;
import org.sipbrandy.sip.digest.Login;
import org.sipbrandy.sip.message.Uri;
import org.sipbrandy.sip.registration.RetryTimers;
import org.sipbrandy.sip.transport.Transport;
import org.sipbrandy.stir.credential.CredentialStore;
import org.sipbrandy.stir.trust.InMemoryKnownPeers;
import org.sipbrandy.stir.trust.KnownPeers;
import org.sipbrandy.stir.trust.ReplayCache;
import org.sipbrandy.stir.trust.SeenTokens;

/** How a {@link UserAgent} is to be: begun by {@link UserAgent#builder}. Not thread-safe. */
public final class UserAgentBuilder {
    private final List<Uri> identities = new ArrayList<>();
    private final List<CredentialStore> credentials = new ArrayList<>();
    private KnownPeers peers = new InMemoryKnownPeers();
    private SeenTokens tokens = new ReplayCache();
    private IdentityRules rules = IdentityRules.STANDARD;
    private Optional<Function<Arrival, Optional<UserAgent.Answer>>> incoming = Optional.empty();
    private Consumer<Call> ringing = Call::accept;
    private Anonymity.Others nameless = Anonymity.Others.WELCOME;
    private final List<Listen> listen = new ArrayList<>();
    private Optional<TlsIdentity> tls = Optional.empty();
    private ServerTrust trust = ServerTrust.platform();
    private ConnectionLimits limits = ConnectionLimits.standard();
    private List<InetSocketAddress> nameServers = List.of();
    private Optional<String> outboundProxy = Optional.empty();
    private WebSocketOrigins origins = WebSocketOrigins.own();
    private final List<Login> logins = new ArrayList<>();
    private final List<Registration> registrations = new ArrayList<>();
    private Optional<String> instance = Optional.empty();
    private RetryTimers retryTimers = RetryTimers.STANDARD;
    private RegistrationListener registrationListener = (aor, registrar, flow, event) -> {};
    private Optional<Transport> transport = Optional.empty();
    private boolean allowLoopback;
    private IceSettings ice = IceSettings.hostsOnly();
    private int maxCalls = 1000;
    private String product = "";
    private Capture capture = Capture.NONE;
    private Optional<Consumer<String>> keyLog = Optional.empty();
    private Consumer<String> onFailure = failure -> {};

    UserAgentBuilder() {}

    /** Somebody for whom it calls and answers; the first one where a call names none. May be repeated. */
    public UserAgentBuilder identity(Identity who) {
        return identities(List.of(who.aor()), CredentialStore.of(who.credential()));
    }

    /**
     * Addresses of record for which it calls and answers, and where their signing credentials are looked for, each
     * time they are needed. May be repeated.
     */
    public UserAgentBuilder identities(List<String> aors, CredentialStore store) {
        aors.stream().map(Uri::parse).forEach(identities::add);
        credentials.add(store);
        return this;
    }

    /** The peers known from earlier calls; in memory only, unless this is set. */
    public UserAgentBuilder knownPeers(KnownPeers known) {
        peers = known;
        return this;
    }

    /** The tokens that were accepted, perhaps by other agents, too; in memory only, unless this is set. */
    public UserAgentBuilder seenTokens(SeenTokens seen) {
        tokens = seen;
        return this;
    }

    /** Authorities, telephone numbers, certificates by https; self-signed keys only, unless this is set. */
    public UserAgentBuilder identityRules(IdentityRules whom) {
        rules = whom;
        return this;
    }

    /**
     * Takes calls.
     *
     * @param how says of each how it is held and watched; called on the loop
     * @param whenRinging decides about each, on the loop: accept, reject, or ask somebody and do it later. A call with
     *     {@link Call#replaces} takes another one's place when it is accepted: whoever saw that one's signalling can ask
     *     for it, under the name that its own signature shows
     */
    public UserAgentBuilder incoming(Supplier<UserAgent.Answer> how, Consumer<Call> whenRinging) {
        return incoming(_ -> Optional.of(how.get()), whenRinging);
    }

    /**
     * Takes calls, depending on where they come from.
     *
     * @param how as above; empty declines the call with 480
     */
    public UserAgentBuilder incoming(Function<Arrival, Optional<UserAgent.Answer>> how, Consumer<Call> whenRinging) {
        incoming = Optional.of(how);
        ringing = whenRinging;
        return this;
    }

    /**
     * What is done with those who call without a name; they are as welcome as any other, unless this or the settings of
     * a call say otherwise (RFC 5079).
     */
    public UserAgentBuilder anonymousCallers(Anonymity.Others then) {
        nameless = then;
        return this;
    }

    /** Listens there, too. */
    public UserAgentBuilder listen(Listen where) {
        listen.add(where);
        return this;
    }

    /** Key and certificate of TLS signalling; self-signed and new, unless this is set. */
    public UserAgentBuilder tls(TlsIdentity identity) {
        tls = Optional.of(identity);
        return this;
    }

    /** Which TLS servers are believed. */
    public UserAgentBuilder serverTrust(ServerTrust servers) {
        trust = servers;
        return this;
    }

    /** Which web pages may connect over WebSocket; those of our own host, unless this is set. */
    public UserAgentBuilder webSocketOrigins(WebSocketOrigins pages) {
        origins = pages;
        return this;
    }

    /** What connections of others may cost. */
    public UserAgentBuilder connectionLimits(ConnectionLimits atMost) {
        limits = atMost;
        return this;
    }

    /**
     * The name servers that are asked where calls go (RFC 3263), in order; those that the system is configured with,
     * unless this is set. The system's hosts file is looked into first, always.
     */
    public UserAgentBuilder nameServers(List<InetSocketAddress> servers) {
        nameServers = List.copyOf(servers);
        return this;
    }

    /** Registers there, as soon as it has started, and takes it back when it is closed. May be repeated. */
    public UserAgentBuilder registration(Registration where) {
        registrations.add(where);
        return this;
    }

    /** Watches the registrations. */
    public UserAgentBuilder onRegistration(RegistrationListener listener) {
        registrationListener = listener;
        return this;
    }

    /** For proxies and registrars that ask for a password (RFC 8760); wiped when the agent is closed. May be repeated. */
    public UserAgentBuilder login(Login forWhom) {
        logins.add(forWhom);
        return this;
    }

    /**
     * What tells this agent from others of the same address of record: a URN that stays the same for as long as it
     * lives, as {@link org.sipbrandy.agent.store.Home#instance} keeps one (RFC 5626 §4.1). Without it, registrations do
     * without outbound and GRUU.
     */
    public UserAgentBuilder instance(String urn) {
        instance = Optional.of(urn);
        return this;
    }

    /** How long failed registrations wait (RFC 5626 §4.5). */
    public UserAgentBuilder registrationRetries(RetryTimers timers) {
        retryTimers = timers;
        return this;
    }

    /** Every call goes there first, by a loose route (RFC 3261 §8.1.2); registrations that name no proxy, too. */
    public UserAgentBuilder outboundProxy(String uri) {
        outboundProxy = Optional.of(uri);
        return this;
    }

    /** The transport of calls to sip URIs that name none. */
    public UserAgentBuilder transport(Transport preferred) {
        transport = Optional.of(preferred);
        return this;
    }

    /** Offers loopback candidates to everybody, not only to peers on this machine. */
    public UserAgentBuilder allowLoopback(boolean allowed) {
        allowLoopback = allowed;
        return this;
    }

    /** STUN and TURN servers and what else there is to network paths; addresses of this host only, unless this is set. */
    public UserAgentBuilder ice(IceSettings paths) {
        ice = paths;
        return this;
    }

    /** The most calls held at the same time; further ones are busy. */
    public UserAgentBuilder maxCalls(int calls) {
        maxCalls = calls;
        return this;
    }

    /** What User-Agent and Server say; nothing, unless this is set. */
    public UserAgentBuilder product(String name) {
        product = name;
        return this;
    }

    /** Sees what goes over the sockets, signalling and media; may be said again for another that sees it, too. */
    public UserAgentBuilder capture(Capture sees) {
        capture = capture.and(traffic -> Application.tell(() -> sees.saw(traffic)));
        return this;
    }

    /** Gets NSS key log lines of DTLS: whoever has them can listen. */
    public UserAgentBuilder keyLog(Consumer<String> lines) {
        keyLog = Optional.of(lines);
        return this;
    }

    /** Gets a line for each message that could not be delivered. */
    public UserAgentBuilder onDeliveryFailure(Consumer<String> line) {
        onFailure = line;
        return this;
    }

    /**
     * Starts the agent.
     *
     * @throws IOException with one line, if it cannot listen where it should
     */
    public UserAgent start() throws IOException {
        var agent = new UserAgent(settings());
        try {
            agent.begin();
            return agent;
        } catch (IOException | RuntimeException e) {
            agent.close();
            throw e;
        }
    }

    private AgentSettings settings() {
        var stores = List.copyOf(credentials);
        return new AgentSettings(
                identities,
                who -> stores.stream().flatMap(it -> it.find(who).stream()).toList(),
                peers,
                tokens,
                rules,
                incoming,
                ringing,
                nameless,
                listen,
                tls.orElseGet(TlsFiles::generate),
                trust,
                limits,
                nameServers,
                new Outbound(
                        outboundProxy.map(Uri::parse),
                        logins,
                        registrations,
                        instance,
                        retryTimers,
                        registrationListener),
                origins,
                transport,
                allowLoopback,
                ice,
                maxCalls,
                product,
                capture,
                keyLog,
                onFailure);
    }
}
