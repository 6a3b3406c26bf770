package org.sipbrandy.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.sipbrandy.call.CallEvent;
import org.sipbrandy.call.evidence.Level;
import org.sipbrandy.call.evidence.Trust;
import org.sipbrandy.sip.message.Body;
import org.sipbrandy.sip.message.MediaType;
import org.sipbrandy.sip.message.SipRequest;
import org.sipbrandy.sip.transport.Transport;
import org.sipbrandy.stir.authority.TrustAnchors;
import org.sipbrandy.stir.credential.CertificateAuthority;
import org.sipbrandy.stir.credential.CertificateSubject;
import org.sipbrandy.stir.credential.Credential;

/** Alice's signature names a SIP URI, where Bob asks for her certificate. */
@Timeout(60)
class SubscribedCertificateTest {
    private static final String ALICE = "sip:alice@127.0.0.1";
    private static final MediaType CERTIFICATE = MediaType.of("application", "pkix-cert");

    private Notifier notifier;
    private Credential alice = Identity.selfSigned(ALICE).credential();
    private final List<Integer> statuses = new CopyOnWriteArrayList<>();
    private IdentityRules rules = IdentityRules.STANDARD.withSubscribing(Subscribing.ANYWHERE);

    @BeforeEach
    void open() throws IOException {
        notifier = new Notifier();
    }

    @AfterEach
    void close() throws IOException {
        notifier.close();
    }

    /** How it ends for Alice when she calls Bob, who hangs up once it stands. */
    private CallEvent.Ended call() throws Exception {
        var events = new Agents.Events();
        statuses.clear();
        String place = ALICE + ":" + notifier.port() + ";transport=tcp";
        try (var bob = Agents.answering("sip:bob@brandy.example", Transport.TCP, Agents.audio(), (call, event) -> {
                            if (event instanceof CallEvent.Established) {
                                call.hangUp();
                            }
                        })
                        .identityRules(rules)
                        .start();
                var caller = UserAgent.builder()
                        .identity(new Identity(ALICE, alice))
                        .identityRules(IdentityRules.STANDARD.withPlace(_ -> Optional.of(place)))
                        .start()) {
            caller.call("sip:bob@127.0.0.1:" + Agents.port(bob) + ";transport=tcp", Agents.audio(), (call, event) -> {
                if (event instanceof CallEvent.Signal it) {
                    statuses.add(it.line().status());
                }
                events.on(call, event);
            });
            return events.await(CallEvent.Ended.class);
        }
    }

    /** Refused with 436, whereupon Alice sends her certificate with the request (STIR-AS-16). */
    private void assertRefused() throws Exception {
        var end = call();
        assertThat(statuses).as(end.toString()).contains(436);
        assertThat(notifier.subscriptions()).hasSize(1);
        assertThat(end.verdict().level()).isEqualTo(Level.CONFIDENTIAL);
    }

    @Test
    @DisplayName(
            "CRED-03 CRED-19 CRED-25 a certificate by SUBSCRIBE: asked for without a name, and of first use, never verified")
    void subscribed() throws Exception {
        notifier.notifying(
                (_, it) -> Notifier.signed(it, alice, alice.certificate().der()));
        var end = call();
        assertThat(end.verdict().level()).as(end.toString()).isEqualTo(Level.CONFIDENTIAL);
        assertThat(end.verdict().trust()).isEqualTo(Trust.FIRST_USE);
        var subscribe = notifier.subscriptions().getFirst();
        assertThat(subscribe.requestUri()).hasToString(ALICE + ":" + notifier.port() + ";transport=tcp");
        assertThat(subscribe.headers().first("Event")).contains("certificate");
        assertThat(subscribe.headers().first("Accept")).contains("application/pkix-cert");
        assertThat(new String(subscribe.encode(), java.nio.charset.StandardCharsets.UTF_8))
                .doesNotContain("bob")
                .contains("sip:anonymous@anonymous.invalid");
    }

    @Test
    @DisplayName(
            "CRED-26 nothing is kept beyond its subscription, which lasts for one NOTIFY: the next call asks again")
    void notKept() throws Exception {
        notifier.notifying(
                (_, it) -> Notifier.signed(it, alice, alice.certificate().der()));
        call();
        call();
        assertThat(notifier.subscriptions()).hasSize(2).allSatisfy(it -> {
            assertThat(it.headers().first("Expires")).contains("0");
        });
    }

    @Test
    @DisplayName("CRED-19 CRED-26 an empty NOTIFY says that there is none, or none any more: 436")
    void empty() throws Exception {
        assertRefused();
    }

    @Test
    @DisplayName("CRED-24 the certificate of a NOTIFY from somebody else is not used: 436")
    void fromMallory() throws Exception {
        var mallory = Identity.selfSigned("sip:mallory@127.0.0.1").credential();
        notifier.notifying((_, it) -> Notifier.signed(
                it.set("From", "<sip:mallory@127.0.0.1>;tag=n1"),
                mallory,
                mallory.certificate().der()));
        assertRefused();
    }

    private SipRequest unsigned(org.sipbrandy.sip.message.RequestBuilder builder) {
        return builder.body(CERTIFICATE, Body.of(alice.certificate().der())).build();
    }

    @Test
    @DisplayName("CRED-24 a self-signed certificate in a NOTIFY that nobody signed is not used: 436")
    void unsignedNotify() throws Exception {
        notifier.notifying((_, it) -> unsigned(it));
        assertRefused();
    }

    @Test
    @DisplayName("CRED-24 one that a trusted authority issued for just that name needs no signature over the NOTIFY")
    void certified() throws Exception {
        var random = new SecureRandom();
        var start = Instant.now().minus(Duration.ofDays(1));
        var ca =
                CertificateAuthority.create(CertificateSubject.domain("127.0.0.1"), random, start, Duration.ofDays(30));
        alice = ca.issue(CertificateSubject.of(alice.identity()), alice.identity(), random, start, Duration.ofDays(20));
        rules = rules.withAnchors(TrustAnchors.of(List.of(ca.certificate())));
        notifier.notifying((_, it) -> unsigned(it));
        assertThat(call().verdict().level()).isEqualTo(Level.CONFIDENTIAL);
    }

    @Test
    @DisplayName("STIR-VS-34 a stranger's SIP URI makes nobody look into a private network")
    void privateAddress() throws Exception {
        for (var no : List.of(Subscribing.INTERNET, Subscribing.NEVER)) {
            rules = rules.withSubscribing(no);
            call();
            assertThat(statuses).contains(436);
        }
        assertThat(notifier.subscriptions()).isEmpty();
    }
}
