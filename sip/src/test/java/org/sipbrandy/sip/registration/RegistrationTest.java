package org.sipbrandy.sip.registration;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.sipbrandy.sip.digest.DigestAlgorithm;
import org.sipbrandy.sip.digest.DigestServer;
import org.sipbrandy.sip.digest.Login;
import org.sipbrandy.sip.digest.Logins;
import org.sipbrandy.sip.message.HeaderName;
import org.sipbrandy.sip.message.HostPort;
import org.sipbrandy.sip.message.ResponseBuilder;
import org.sipbrandy.sip.message.SipRequest;
import org.sipbrandy.sip.message.SipResponse;
import org.sipbrandy.sip.message.SipUri;
import org.sipbrandy.sip.message.Uri;
import org.sipbrandy.sip.transport.Target;
import org.sipbrandy.sip.transport.Transport;

/** In virtual time, against a registrar of this test's hands. */
class RegistrationTest {
    private static final long SECOND = 1_000_000_000L;
    private static final String INSTANCE = "urn:uuid:f81d4fae-7dec-11d0-a765-00a0c91e6bf6";
    private static final Target EDGE =
            Target.of(Transport.TLS, "192.0.2.10", 5061).withServerName("example.com");
    private static final Target SECOND_EDGE = Target.of(Transport.TLS, "192.0.2.11", 5061);
    private static final Target FLOW = Target.of(Transport.TLS, "192.0.2.10", 5061)
            .withServerName("example.com")
            .withConnection("out-1");

    private final Random random = new Random(3);
    private final Login bob = Login.of("bob", "zanzibar".getBytes(StandardCharsets.UTF_8));
    private final List<RegistrationEvent> events = new ArrayList<>();
    private final List<SipRequest> sent = new ArrayList<>();
    private final List<Long> keepAlives = new ArrayList<>();
    private final List<Uri> located = new ArrayList<>();
    private Registration registration = make(List.of(), Optional.of(INSTANCE));
    private long now;

    private Registration make(List<Uri> proxies, Optional<String> instance) {
        return new Registration(
                new RegistrationSettings(
                        Uri.parse("sip:bob@example.com"),
                        SipUri.parse("sip:bob@example.com"),
                        proxies,
                        instance,
                        1,
                        Duration.ofHours(1),
                        RetryTimers.STANDARD),
                new Logins(List.of(bob)),
                target -> SipUri.of("bob", HostPort.of("192.0.2.4", 5061)),
                "brandy/test",
                random);
    }

    @BeforeEach
    void begin() {
        start(registration);
    }

    private void start(Registration one) {
        registration = one;
        sent.clear();
        events.clear();
        located.clear();
        registration.begin(now);
        drain();
        registration.located(List.of(EDGE, SECOND_EDGE), now);
        drain();
    }

    private void drain() {
        for (var effect = registration.poll(); effect != null; effect = registration.poll()) {
            switch (effect) {
                case RegistrationEffect.Locate(Uri next) -> located.add(next);
                case RegistrationEffect.Send(SipRequest request, Target _) -> sent.add(request);
                case RegistrationEffect.KeepAlive(Target _, long nanos) -> keepAlives.add(nanos);
                case RegistrationEffect.Tell(RegistrationEvent event) -> events.add(event);
            }
        }
    }

    private SipRequest last() {
        return sent.getLast();
    }

    private void answer(SipResponse response) {
        registration.response(response, FLOW, now);
        drain();
    }

    private ResponseBuilder granted(String parameters) {
        return last().respond(200)
                .add(HeaderName.REQUIRE, "outbound")
                .add(HeaderName.CONTACT, "<sip:other@192.0.2.99>;expires=60")
                .add(
                        HeaderName.CONTACT,
                        "<sip:bob@192.0.2.4:5061>;+sip.instance=\"<" + INSTANCE + ">\";reg-id=1;" + parameters);
    }

    private void refuse(int status) {
        answer(last().respond(status).build());
    }

    /** Lets the clock run to what the machine waits for. */
    private long wake() {
        long waited = registration.deadline() - now;
        now = registration.deadline();
        registration.timeout(now);
        drain();
        return waited;
    }

    private RegistrationEvent.Failed failure() {
        return (RegistrationEvent.Failed) events.getLast();
    }

    @Test
    @DisplayName("SIP-15 REGISTER has instance, reg-id, and Supported: path, outbound; no user in the Request-URI")
    void shape() {
        var headers = last().headers();
        assertThat(last().startLine()).isEqualTo("REGISTER sip:example.com SIP/2.0");
        assertThat(headers.supported()).contains("path", "outbound", "gruu");
        assertThat(headers.first(HeaderName.CONTACT).orElseThrow())
                .contains("+sip.instance=\"<" + INSTANCE + ">\"", "reg-id=1", "expires=3600");
        assertThat(headers.to()).hasToString("<sip:bob@example.com>");
        assertThat(located).containsExactly(Uri.parse("sip:example.com"));
    }

    @Test
    @DisplayName("SIP-10 a challenge is answered with CSeq+1, and the next REGISTER brings its credentials along")
    void challenged() {
        var server = new DigestServer(
                "example.com",
                List.of(DigestAlgorithm.SHA_256),
                false,
                user -> user.equals("bob") ? Optional.of(bob) : Optional.empty(),
                3600 * SECOND * 10,
                random);
        answer(server.challenge(last(), false, now).build());
        assertThat(last().headers().cseq().number()).isEqualTo(2);
        assertThat(server.check(last(), now)).isEqualTo(new DigestServer.Judgement.Accepted("bob"));
        answer(granted("expires=3600").build());
        wake();
        assertThat(last().headers().cseq().number()).isEqualTo(3);
        assertThat(server.check(last(), now)).isEqualTo(new DigestServer.Judgement.Accepted("bob"));
    }

    @Test
    @DisplayName("SIP-10 a wrong password ends it; it is not tried on and on")
    void wrongPassword() {
        String challenge = "Digest realm=\"example.com\", nonce=\"n\", algorithm=SHA-256, qop=\"auth\"";
        answer(last().respond(401).add(HeaderName.WWW_AUTHENTICATE, challenge).build());
        answer(last().respond(401).add(HeaderName.WWW_AUTHENTICATE, challenge).build());
        assertThat(failure())
                .isEqualTo(new RegistrationEvent.Failed(
                        401, "user or password are wrong for example.com", OptionalLong.empty()));
        assertThat(registration.deadline()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    @DisplayName("SIP-15 the binding is found among others, refreshed in time over the same flow, with the same reg-id")
    void refresh() {
        answer(granted("expires=600").build());
        var registered = (RegistrationEvent.Registered) events.getLast();
        assertThat(registered.binding().expires()).isEqualTo(600);
        assertThat(registered.binding().outbound()).isTrue();
        assertThat(registered.flow()).isEqualTo(FLOW);
        long waited = wake();
        assertThat(waited).isBetween((600 - 64) * SECOND * 8 / 10, (600 - 64) * SECOND);
        assertThat(sent).hasSize(2);
        assertThat(last().headers().callId())
                .isEqualTo(sent.getFirst().headers().callId());
        assertThat(last().headers().first(HeaderName.CONTACT))
                .isEqualTo(sent.getFirst().headers().first(HeaderName.CONTACT));
        answer(granted("expires=600").build());
        assertThat(events).as("a refresh is no news").hasSize(1);
        answer(granted("expires=10").build()); // a repeat, or nonsense: the exchange is over
    }

    @Test
    @DisplayName("SIP-15 keep-alives come as often as Flow-Timer says, between 80 and 100 % of it")
    void flowTimer() {
        answer(granted("expires=600").add(HeaderName.FLOW_TIMER, "20").build());
        assertThat(keepAlives).singleElement().satisfies(it -> assertThat(it).isBetween(16 * SECOND, 20 * SECOND));
    }

    @Test
    @DisplayName("SIP-15 423 is asked again with Min-Expires, 439 without outbound")
    void mended() {
        answer(last().respond(423).add(HeaderName.MIN_EXPIRES, "7200").build());
        assertThat(last().headers().expires()).hasValue(7200);
        refuse(439);
        assertThat(last().headers().supported()).containsExactly("path");
        assertThat(last().headers().first(HeaderName.CONTACT).orElseThrow()).doesNotContain("reg-id");
        refuse(439);
        assertThat(failure().retryNanos()).isEmpty();
    }

    @Test
    @DisplayName("SIP-15 430 counts as 400: final, unless the registration was granted before")
    void proxyInternal() {
        refuse(430);
        assertThat(failure())
                .isEqualTo(new RegistrationEvent.Failed(430, failure().reason(), OptionalLong.empty()));
        start(make(List.of(), Optional.of(INSTANCE)));
        answer(granted("expires=600").build());
        wake();
        refuse(403);
        assertThat(failure().retryNanos()).isPresent();
    }

    @Test
    @DisplayName(
            "SIP-15 failures wait 30 to 60 s, then twice as long, up to half an hour; longer if another flow stands")
    void backOff() {
        refuse(500);
        assertThat(wake()).isBetween(30 * SECOND, 60 * SECOND);
        for (int i = 1; i < 12; i++) {
            registration.located(List.of(EDGE), now);
            drain();
            registration.none(408, now);
            drain();
            long bound = Math.min(1800, 30L << (i + 1)) * SECOND;
            assertThat(wake()).isBetween(bound / 2, bound);
        }
        start(make(List.of(), Optional.of(INSTANCE)));
        registration.othersStand(true);
        refuse(500);
        assertThat(wake()).isBetween(90 * SECOND, 180 * SECOND);
    }

    @Test
    @DisplayName("SIP-15 503 goes to the next server; with Retry-After it waits that long")
    void nextServer() {
        refuse(503);
        assertThat(sent).hasSize(2);
        answer(last().respond(503).add(HeaderName.RETRY_AFTER, "600").build());
        assertThat(wake()).isEqualTo(600 * SECOND);
        assertThat(located).as("DNS is asked again").hasSize(2);
    }

    @Test
    @DisplayName("SIP-15 a flow that was good is replaced at once when lost; one that never was, after a while")
    void flowLost() {
        answer(granted("expires=600").build());
        registration.flowLost(SECOND_EDGE.withConnection("out-2"), now);
        assertThat(located).hasSize(1);
        now += 20 * SECOND;
        registration.flowAnswered(FLOW);
        registration.flowLost(FLOW, now);
        drain();
        assertThat(located).hasSize(2);
        assertThat(registration.flow()).isEmpty();
        registration.located(List.of(EDGE), now);
        drain();
        assertThat(last().headers().first(HeaderName.CONTACT).orElseThrow()).contains("reg-id=1");
        answer(granted("expires=600").build());
        registration.flowLost(FLOW, now);
        drain();
        assertThat(located).hasSize(2);
        assertThat(wake()).isBetween(30 * SECOND, 60 * SECOND);
    }

    @Test
    @DisplayName("SIP-15 what is registered is taken back at the end, even if it is granted only then")
    void unregister() {
        answer(granted("expires=600").build());
        registration.close(now);
        drain();
        assertThat(last().headers().first(HeaderName.CONTACT).orElseThrow()).contains("expires=0");
        answer(last().respond(200).build());
        assertThat(events.getLast()).isEqualTo(new RegistrationEvent.Unregistered());
        assertThat(registration.isGone()).isTrue();

        start(make(List.of(), Optional.of(INSTANCE)));
        registration.close(now);
        answer(granted("expires=600").build());
        assertThat(last().headers().first(HeaderName.CONTACT).orElseThrow()).contains("expires=0");
        answer(last().respond(200).build());
        assertThat(registration.isGone()).isTrue();
    }

    @Test
    @DisplayName("SIP-15 proxies are a loose route, Service-Route goes behind them, and the public GRUU is taken")
    void routes() {
        start(make(List.of(Uri.parse("sips:edge.example.com")), Optional.of(INSTANCE)));
        assertThat(last().headers().routes()).hasToString("[<sips:edge.example.com;lr>]");
        assertThat(located).containsExactly(Uri.parse("sips:edge.example.com"));
        answer(granted("expires=600;pub-gruu=\"sip:bob@example.com;gr=" + INSTANCE + "\"")
                .add(HeaderName.SERVICE_ROUTE, "<sips:edge.example.com;lr>, <sip:home.example.com;lr>")
                .build());
        assertThat(registration.preloadedRoute()).hasToString("[sips:edge.example.com;lr, sip:home.example.com;lr]");
        assertThat(registration.binding().orElseThrow().gruu().orElseThrow())
                .hasToString("sip:bob@example.com;gr=" + INSTANCE);
    }

    @Test
    @DisplayName("SIP-15 a registrar that does not list our contact has not registered us")
    void notListed() {
        answer(last().respond(200)
                .add(HeaderName.CONTACT, "<sip:other@192.0.2.99>;expires=60")
                .build());
        assertThat(failure().reason()).isEqualTo("the registrar does not list our contact");
        assertThat(registration.binding()).isEmpty();
    }
}
