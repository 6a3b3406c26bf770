package org.sipbrandy.agent;

import java.security.SecureRandom;
import java.time.Duration;
import org.sipbrandy.agent.crypto.CryptoProviders;
import org.sipbrandy.call.Anonymity;
import org.sipbrandy.call.CallSettings;
import org.sipbrandy.call.EndpointSettings;
import org.sipbrandy.call.endpoint.Endpoint;
import org.sipbrandy.call.media.MediaSettings;
import org.sipbrandy.dtls.HandshakeDrive;
import org.sipbrandy.dtls.SrtpProfileId;
import org.sipbrandy.ice.IceConfig;
import org.sipbrandy.sip.transaction.SentBy;
import org.sipbrandy.sip.transaction.TransactionSettings;
import org.sipbrandy.sip.transaction.TransactionTimers;
import org.sipbrandy.srtp.SrtpOptions;

/** The endpoint of an agent: its settings in the words of the call machine. */
record EndpointPlan(
        AgentSettings settings, Reception reception, SentBy sentBy, Workers workers, CryptoProviders crypto) {
    /** Failure is decided by the call's own limit for path and keys. */
    private static final Duration ICE_PATIENCE = Duration.ofSeconds(60);

    Endpoint endpoint(Driver driver) {
        var random = new SecureRandom();
        var media = new MediaSettings(
                IceConfig.standard().withPatience(ICE_PATIENCE),
                SrtpProfileId.DEFAULT_ORDER,
                SrtpOptions.defaults(),
                new HandshakeDrive.Asynchronous(workers, () -> driver.inputLater(Endpoint::wakeUp)),
                settings.keyLog(),
                random,
                crypto);
        return new Endpoint(
                new EndpointSettings(
                        settings.identities(),
                        _ -> reception.next().map(this::incoming),
                        sentBy,
                        TransactionTimers.STANDARD,
                        TransactionSettings.UNKNOWN_MTU,
                        media,
                        settings.maxCalls(),
                        settings.product(),
                        settings.rules().numbers(),
                        settings.outbound().proxy()),
                settings.outbound().keys(),
                driver::wallClock,
                random);
    }

    /** What the agent does with those who give no name holds for each call that does not say otherwise. */
    private CallSettings incoming(CallSettings call) {
        var anonymity = call.anonymity();
        return anonymity.others() == Anonymity.Others.WELCOME
                ? call.withAnonymity(anonymity.withOthers(settings.nameless()))
                : call;
    }
}
