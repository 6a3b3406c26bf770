package org.sipbrandy.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sipbrandy.agent.store.Home;
import org.sipbrandy.call.CallEvent;
import org.sipbrandy.call.evidence.Level;
import org.sipbrandy.sip.message.HeaderName;
import org.sipbrandy.sip.message.SipMessage;
import org.sipbrandy.sip.message.SipMethod;
import org.sipbrandy.sip.message.SipRequest;
import org.sipbrandy.sip.registration.RegistrationEvent;
import org.sipbrandy.sip.registration.RetryTimers;
import org.sipbrandy.sip.transport.Transport;

/** Two agents and a registrar that is their proxy, too; real sockets, on loopback. */
class RegisteredCallTest {
    private static final String INSTANCE = "urn:uuid:f81d4fae-7dec-11d0-a765-00a0c91e6bf6";

    private final BlockingQueue<RegistrationEvent> events = new LinkedBlockingQueue<>();
    private final Agents.Events atAlice = new Agents.Events();
    private final Agents.Events atBob = new Agents.Events();

    private <T extends RegistrationEvent> T await1(Class<T> kind) throws InterruptedException {
        long limit = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (true) {
            var event = events.poll(limit - System.nanoTime(), TimeUnit.NANOSECONDS);
            if (event == null) {
                throw new AssertionError("no " + kind.getSimpleName() + " in time");
            }
            if (kind.isInstance(event)) {
                return kind.cast(event);
            }
        }
    }

    private UserAgentBuilder bob(EdgeProxy... edges) {
        return Agents.of("sip:bob@example.com")
                .incoming(() -> new UserAgent.Answer(Agents.audio(), atBob), Call::accept)
                .instance(INSTANCE)
                .login(EdgeProxy.login("bob"))
                .registration(Registration.at("sip:example.com")
                        .through(Stream.of(edges).map(EdgeProxy::uri).toList()))
                .onRegistration((aor, registrar, flow, event) -> events.add(event));
    }

    private static List<SipRequest> requests(EdgeProxy edge, SipMethod method) {
        return edge.seen.stream()
                .filter(SipRequest.class::isInstance)
                .map(SipRequest.class::cast)
                .filter(it -> it.method().equals(method))
                .toList();
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    @DisplayName(
            "SIP-14 SIP-15 SIP-16 a call comes in over the registered flow, challenged by the proxy, confidential end to end")
    void call(Transport transport) throws IOException, InterruptedException {
        try (var edge = new EdgeProxy(transport, "expires=600");
                var bob = bob(edge).start();
                var alice = Agents.of("sip:alice@example.com")
                        .outboundProxy(edge.uri())
                        .login(EdgeProxy.login("alice"))
                        .start()) {
            var registered = await1(RegistrationEvent.Registered.class);
            assertThat(registered.binding().expires()).isEqualTo(600);
            var call = alice.call("sip:bob@example.com", Agents.audio(), atAlice);
            atAlice.await(CallEvent.Established.class);
            atBob.await(CallEvent.Established.class);
            call.hangUp();
            assertThat(atAlice.await(CallEvent.Ended.class).verdict().level()).isEqualTo(Level.CONFIDENTIAL);
            assertThat(atBob.await(CallEvent.Ended.class).verdict().level()).isEqualTo(Level.CONFIDENTIAL);
            assertThat(requests(edge, SipMethod.REGISTER)).hasSize(2);
            var invites = requests(edge, SipMethod.INVITE);
            assertThat(invites).extracting(it -> it.headers().cseq().number()).containsExactly(1L, 2L);
            assertThat(invites.getLast().headers().routes())
                    .singleElement()
                    .satisfies(it -> assertThat(it.toString()).contains(";lr"));
            assertThat(invites.getLast().headers().identity())
                    .as("signed once")
                    .isEqualTo(invites.getFirst().headers().identity());
            assertThat(requests(edge, SipMethod.PRACK).getFirst().headers().routes())
                    .as("the route that the callee's 183 repeats (RFC 3261 §12.1.1)")
                    .hasSize(1);
            bob.close();
            await1(RegistrationEvent.Unregistered.class);
            assertThat(edge.flows).doesNotContainKey("bob");
        }
    }

    @Test
    @DisplayName("SIP-15 the UPDATE of the callee names the GRUU that it was granted")
    void gruu() throws IOException, InterruptedException {
        try (var edge = new EdgeProxy(
                        Transport.TLS, "expires=600;pub-gruu=\"sip:bob@example.com;gr=" + INSTANCE + "\"");
                var bob = bob(edge).start();
                var alice = Agents.of("sip:alice@example.com")
                        .outboundProxy(edge.uri())
                        .login(EdgeProxy.login("alice"))
                        .start()) {
            await1(RegistrationEvent.Registered.class);
            var call = alice.call("sip:bob@example.com", Agents.audio(), atAlice);
            atAlice.await(CallEvent.Established.class);
            call.hangUp();
            assertThat(requests(edge, SipMethod.UPDATE).getFirst().headers().contacts())
                    .hasToString("[<sip:bob@example.com;gr=" + INSTANCE + ">]");
            assertThat(bob.calls()).hasSizeLessThan(2);
        }
    }

    @Test
    @DisplayName("SIP-15 with outbound and without GRUU, Contact in the dialog has ob")
    void ob() throws IOException, InterruptedException {
        try (var edge = new EdgeProxy(Transport.TCP, "expires=600");
                var bob = bob(edge).start();
                var alice = Agents.of("sip:alice@example.com")
                        .outboundProxy(edge.uri())
                        .login(EdgeProxy.login("alice"))
                        .start()) {
            await1(RegistrationEvent.Registered.class);
            var call = alice.call("sip:bob@example.com", Agents.audio(), atAlice);
            atAlice.await(CallEvent.Established.class);
            call.hangUp();
            assertThat(requests(edge, SipMethod.UPDATE)
                            .getFirst()
                            .headers()
                            .first(HeaderName.CONTACT)
                            .orElseThrow())
                    .contains(";ob>");
            assertThat(bob.calls()).hasSizeLessThan(2);
        }
    }

    @Test
    @DisplayName(
            "SIP-15 a flow that is cut is noticed at once; it is tried again with its reg-id, and the other one stands")
    void flowLost() throws IOException, InterruptedException {
        long tenth = 100_000_000L;
        var cut = new EdgeProxy(Transport.TCP, "expires=600");
        try (var other = new EdgeProxy(Transport.TCP, "expires=600");
                var bob = bob(cut, other)
                        .registrationRetries(new RetryTimers(tenth, tenth, 10 * tenth))
                        .start()) {
            await1(RegistrationEvent.Registered.class);
            await1(RegistrationEvent.Registered.class);
            assertThat(requests(cut, SipMethod.REGISTER).getLast().headers().contacts())
                    .asString()
                    .contains("reg-id=1");
            assertThat(requests(other, SipMethod.REGISTER).getLast().headers().contacts())
                    .asString()
                    .contains("reg-id=2");
            cut.close();
            var lost = await1(RegistrationEvent.Failed.class);
            assertThat(lost.reason()).isEqualTo("the flow was lost");
            assertThat(lost.retryNanos()).isPresent();
            var again = await1(RegistrationEvent.Failed.class);
            assertThat(again.status()).as("nobody listens there any more").isEqualTo(503);
            assertThat(other.flows).as("the other flow stands").containsKey("bob");
            assertThat(bob.listening()).isNotEmpty();
        } finally {
            cut.close();
        }
    }

    @Test
    @DisplayName("SIP-10 a wrong password is told, once, and not tried again")
    void wrongPassword() throws IOException, InterruptedException {
        try (var edge = new EdgeProxy(Transport.TLS, "expires=600");
                var bob = Agents.of("sip:bob@example.com")
                        .login(org.sipbrandy.sip.digest.Login.of("bob", new byte[] {'x'}))
                        .registration(Registration.at(edge.uri()))
                        .onRegistration((aor, registrar, flow, event) -> events.add(event))
                        .start()) {
            var failed = await1(RegistrationEvent.Failed.class);
            assertThat(failed.status()).isEqualTo(401);
            assertThat(failed.reason()).isEqualTo("user or password are wrong for example.com");
            assertThat(failed.retryNanos()).isEmpty();
            assertThat(edge.seen).extracting(SipMessage::startLine).hasSize(2);
            assertThat(bob.calls()).isEmpty();
        }
    }

    @Test
    @DisplayName("SIP-15 the instance of a home folder is made once")
    void instance(@TempDir Path folder) {
        String made = Home.open(folder).instance();
        assertThat(made).matches("urn:uuid:[0-9a-f-]{36}");
        assertThat(Home.open(folder).instance()).isEqualTo(made);
    }
}
