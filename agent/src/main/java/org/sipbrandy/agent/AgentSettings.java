package org.sipbrandy.agent;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.sipbrandy.agent.capture.Capture;
import org.sipbrandy.agent.ice.IceSettings;
import org.sipbrandy.agent.net.ConnectionLimits;
import org.sipbrandy.agent.net.ServerTrust;
import org.sipbrandy.agent.net.TlsIdentity;
import org.sipbrandy.agent.net.WebSocketOrigins;
import org.sipbrandy.call.Anonymity;
import org.sipbrandy.sip.message.Uri;
import org.sipbrandy.sip.transport.Transport;
import org.sipbrandy.stir.credential.CredentialStore;
import org.sipbrandy.stir.trust.KnownPeers;
import org.sipbrandy.stir.trust.SeenTokens;

/** How an agent is to be, as {@link UserAgentBuilder} was told; each part is described there. */
record AgentSettings(
        List<Uri> identities,
        CredentialStore credentials,
        KnownPeers peers,
        SeenTokens tokens,
        IdentityRules rules,
        Optional<Function<Arrival, Optional<UserAgent.Answer>>> incoming,
        Consumer<Call> ringing,
        Anonymity.Others nameless,
        List<Listen> listen,
        TlsIdentity tls,
        ServerTrust trust,
        ConnectionLimits limits,
        List<InetSocketAddress> nameServers,
        Outbound outbound,
        WebSocketOrigins origins,
        Optional<Transport> transport,
        boolean allowLoopback,
        IceSettings ice,
        int maxCalls,
        String product,
        Capture capture,
        Optional<Consumer<String>> keyLog,
        Consumer<String> onFailure) {
    AgentSettings {
        identities = List.copyOf(identities);
        listen = List.copyOf(listen);
        nameServers = List.copyOf(nameServers);
    }
}
