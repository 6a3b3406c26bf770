package org.sipbrandy.sip.transaction;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.sipbrandy.sip.message.Body;
import org.sipbrandy.sip.message.HeaderName;
import org.sipbrandy.sip.message.Headers;
import org.sipbrandy.sip.message.MediaType;
import org.sipbrandy.sip.message.SipMethod;
import org.sipbrandy.sip.message.SipRequest;
import org.sipbrandy.sip.message.SipResponse;
import org.sipbrandy.sip.message.Via;
import org.sipbrandy.sip.transport.Target;
import org.sipbrandy.sip.transport.Transport;

class TransactionRulesTest {
    private final TwoEnds net = new TwoEnds(1);
    private final List<TransactionEffect> atA = new ArrayList<>();
    private final List<TransactionEffect> atB = new ArrayList<>();
    private final SipRequest invite =
            Requests.of(SipMethod.INVITE).add("Require", "100rel").build();

    {
        net.a.user = atA::add;
        net.b.user = atB::add;
    }

    private TransactionEffect.RequestReceived received() {
        return (TransactionEffect.RequestReceived) atB.stream()
                .filter(TransactionEffect.RequestReceived.class::isInstance)
                .findFirst()
                .orElseThrow();
    }

    private SipResponse to(TransactionEffect.RequestReceived request, int status) {
        return request.request().respond(status).toTag("b1").build();
    }

    private List<Integer> statuses() {
        return atA.stream()
                .filter(TransactionEffect.ResponseReceived.class::isInstance)
                .map(e -> ((TransactionEffect.ResponseReceived) e).response().status())
                .toList();
    }

    @Test
    @DisplayName("SIP-05 CANCEL waits for a provisional response, has the INVITE's branch and no Require")
    void cancel() {
        ClientTransactionId id = net.a.layer.sendRequest(invite, net.b.address, 0);
        Headers reason = Headers.builder().add("Reason", "SIP;cause=438").build();
        net.a.layer.cancel(id, reason, 0);
        net.run(100);
        assertThat(net.a.times("CANCEL")).isEmpty();
        net.run(300); // the automatic 100 at 200 ms
        assertThat(net.a.times("CANCEL")).containsExactly(200L);
        SipRequest cancel = (SipRequest) net.a.last("CANCEL");
        assertThat(cancel.headers().topVia())
                .isEqualTo(net.a.last("INVITE").headers().topVia());
        assertThat(cancel.headers().require()).isEmpty();
        assertThat(cancel.headers().cseq()).hasToString("7 CANCEL");
        assertThat(cancel.headers().first("Reason")).contains("SIP;cause=438");
        assertThat(net.b.times("SIP/2.0 200")).containsExactly(200L);
        assertThat(atB.stream().filter(TransactionEffect.CancelReceived.class::isInstance))
                .hasSize(1);
        net.b.layer.respond(received().id(), to(received(), 487), net.now);
        assertThat(net.run(100_000)).isTrue();
        assertThat(statuses()).containsExactly(100, 487);
        assertThat(net.a.layer.size() + net.b.layer.size()).isZero();
    }

    @Test
    @DisplayName("SIP-05 CANCEL after a final response is not sent; one received then is answered 200 without effect")
    void cancelTooLate() {
        ClientTransactionId id = net.a.layer.sendRequest(invite, net.b.address, 0);
        net.run(0);
        net.b.layer.respond(received().id(), to(received(), 200), 0);
        net.run(10);
        net.a.layer.cancel(id, Headers.NONE, net.now);
        net.run(20);
        assertThat(net.a.times("CANCEL")).isEmpty();
        SipRequest late = DerivedRequest.cancel((SipRequest) net.a.last("INVITE"), Headers.NONE);
        net.b.sent.clear();
        net.b.layer.receive(late, net.a.address, net.now);
        net.run(30);
        assertThat(net.b.last("SIP/2.0 200").headers().cseq()).hasToString("7 CANCEL");
        assertThat(atB.stream().filter(TransactionEffect.CancelReceived.class::isInstance))
                .isEmpty();
    }

    @Test
    @DisplayName("SIP-05 a CANCEL that matches nothing gets 481")
    void cancelUnmatched() {
        SipRequest stamped = OutgoingRequest.stamp(
                invite, net.b.address, "z9hG4bKnothing", TransactionSettings.of(t -> HostPorts.A));
        net.b.layer.receive(DerivedRequest.cancel(stamped, Headers.NONE), net.a.address, 0);
        net.run(0);
        assertThat(net.b.times("SIP/2.0 481")).containsExactly(0L);
    }

    @Test
    @DisplayName("SIP-05 64*T1 after a CANCEL without an answer to the INVITE, the INVITE is given up")
    void cancelUnanswered() {
        ClientTransactionId id = net.a.layer.sendRequest(invite, net.b.address, 0);
        net.run(1000);
        net.a.layer.cancel(id, Headers.NONE, net.now);
        net.run(40_000);
        assertThat(atA).contains(new TransactionEffect.TimedOut(id, false));
        assertThat(net.a.layer.size()).isZero();
    }

    private SipRequest big(int size) {
        return invite.toBuilder()
                .body(MediaType.of("text", "plain"), Body.of("x".repeat(size)))
                .build();
    }

    @Test
    @DisplayName("SIP-01 a request longer than 1300 octets goes by TCP with its Via rewritten")
    void largeByTcp() {
        net.a.layer.sendRequest(big(1300), net.b.address, 0);
        net.run(0);
        assertThat(net.a.sent.getFirst().target().transport()).isEqualTo(Transport.TCP);
        assertThat(net.a.last("INVITE").headers().topVia().transport()).isEqualTo("TCP");
        assertThat(received().source().transport()).isEqualTo(Transport.TCP);
    }

    @Test
    @DisplayName("SIP-01 exactly 1300 octets still go by UDP")
    void limitOfUdp() {
        net.a.layer.sendRequest(big(500), net.b.address, 0);
        net.run(0);
        int other = net.a.last("INVITE").encode().length - 500;
        net.a.sent.clear();
        net.a.layer.sendRequest(big(1300 - other), net.b.address, 0);
        net.run(0);
        assertThat(net.a.last("INVITE").encode().length).isEqualTo(1300);
        assertThat(net.a.sent.getFirst().target().transport()).isEqualTo(Transport.UDP);
        net.a.sent.clear();
        net.a.layer.sendRequest(big(1301 - other), net.b.address, 0);
        net.run(0);
        assertThat(net.a.sent.getFirst().target().transport()).isEqualTo(Transport.TCP);
    }

    @Test
    @DisplayName("SIP-01 when TCP is refused, the long request goes by UDP after all, with UDP's timers")
    void backToUdp() {
        net.a.refuseTcp = true;
        net.loss = 1;
        ClientTransactionId id = net.a.layer.sendRequest(big(2000), net.b.address, 0);
        net.run(100_000);
        assertThat(net.a.sent.getFirst().target().transport()).isEqualTo(Transport.TCP);
        assertThat(net.a.sent.get(1).target()).isEqualTo(net.b.address);
        assertThat(net.a.last("INVITE").headers().topVia().transport()).isEqualTo("UDP");
        assertThat(net.a.times("INVITE")).containsExactly(0L, 0L, 500L, 1500L, 3500L, 7500L, 15_500L, 31_500L);
        assertThat(atA)
                .containsExactly(new TransactionEffect.TimedOut(id, true), new TransactionEffect.ClientEnded(id));
    }

    @Test
    @DisplayName("SIP-09 the client asks for rport on UDP; the server fills rport and received and answers there")
    void rport() {
        net.a.layer.sendRequest(invite, net.b.address, 0);
        net.a.drain();
        SipRequest sent = (SipRequest) net.a.last("INVITE");
        assertThat(sent.headers().topVia().hasRport()).isTrue();
        Target nat = Target.of(Transport.UDP, "198.51.100.9", 40_000).withConnection("socket-1");
        net.b.layer.receive(sent, nat, 0);
        net.b.drain();
        Via via = received().request().headers().topVia();
        assertThat(via.received()).contains("198.51.100.9");
        assertThat(via.rport()).hasValue(40_000);
        net.b.layer.respond(received().id(), to(received(), 180), 0);
        net.b.drain();
        assertThat(net.b.sent.getLast().target()).isEqualTo(nat);
    }

    @Test
    @DisplayName("SIP-09 without rport the answer goes to the source address and the port of sent-by")
    void withoutRport() {
        SipRequest old = invite.withHeaders(
                invite.headers().withFirst("Via", "SIP/2.0/UDP pc.example.com:5070;branch=z9hG4bKq1"));
        net.b.layer.receive(old, Target.of(Transport.UDP, "198.51.100.9", 40_000), 0);
        net.b.drain();
        net.b.layer.respond(received().id(), to(received(), 180), 0);
        net.b.drain();
        assertThat(net.b.sent.getLast().target()).isEqualTo(Target.of(Transport.UDP, "198.51.100.9", 5070));
        assertThat(received().request().headers().topVia().received()).contains("198.51.100.9");
    }

    @Test
    @DisplayName("SIP-14 over TCP the answer takes the request's connection, and a new one to sent-by if that is gone")
    void responseDetour() {
        SipRequest tcp =
                invite.withHeaders(invite.headers().withFirst("Via", "SIP/2.0/TCP 192.0.2.1:5099;branch=z9hG4bKq1"));
        Target connection = Target.of(Transport.TCP, "192.0.2.1", 40_000).withConnection("c7");
        net.b.layer.receive(tcp, connection, 0);
        net.b.drain();
        net.b.layer.respond(received().id(), to(received(), 486), 0);
        TransactionEffect.Transmit first = (TransactionEffect.Transmit) requireNonNull(net.b.layer.poll());
        assertThat(first.target()).isEqualTo(connection);
        net.b.layer.transportFailed(first, 0);
        TransactionEffect.Transmit second = (TransactionEffect.Transmit) requireNonNull(net.b.layer.poll());
        assertThat(second.target()).isEqualTo(Target.of(Transport.TCP, "192.0.2.1", 5099));
        net.b.layer.transportFailed(second, 0);
        assertThat(net.b.layer.poll()).isInstanceOf(TransactionEffect.ResponseUndeliverable.class);
        // RFC 6026 §7.1: the INVITE is still known
        net.b.layer.receive(tcp, connection, 0);
        net.b.drain();
        assertThat(atB.stream().filter(TransactionEffect.RequestReceived.class::isInstance))
                .hasSize(1);
    }

    @Test
    @DisplayName("SIP-07 the same request by two paths is marked as merged, a request with To tag never")
    void merged() {
        for (String branch : List.of("z9hG4bKone", "z9hG4bKtwo")) {
            SipRequest one = invite.withHeaders(
                    invite.headers().withFirst("Via", "SIP/2.0/UDP 192.0.2.1:5060;branch=" + branch));
            net.b.layer.receive(one, net.a.address, 0);
        }
        net.b.drain();
        assertThat(atB.stream()
                        .filter(TransactionEffect.RequestReceived.class::isInstance)
                        .map(e -> ((TransactionEffect.RequestReceived) e).merged()))
                .containsExactly(false, true);
        SipRequest inDialog =
                invite.toBuilder().set("To", "<sip:bob@example.com>;tag=b1").build();
        assertThat(net.b.layer.isMerged(inDialog.withHeaders(
                        inDialog.headers().withFirst("Via", "SIP/2.0/UDP 192.0.2.1:5060;branch=z9hG4bKthree"))))
                .isFalse();
    }

    @Test
    @DisplayName("SIP-24 responses with a foreign sent-by, with two Vias or with an unknown branch are dropped")
    void strays() {
        net.a.layer.sendRequest(invite, net.b.address, 0);
        net.a.drain();
        SipRequest sent = (SipRequest) net.a.last("INVITE");
        Via via = sent.headers().topVia();
        SipResponse ok = sent.respond(200).toTag("x").build();
        net.a.layer.receive(
                ok.withHeaders(ok.headers()
                        .withTopVia(Via.of("UDP", HostPorts.B, via.branch().orElseThrow()))),
                net.b.address,
                0);
        net.a.layer.receive(ok.withHeaders(ok.headers().withFirst("Via", via.toString())), net.b.address, 0);
        net.a.layer.receive(ok.withHeaders(ok.headers().withTopVia(via.withBranch("z9hG4bKother"))), net.b.address, 0);
        net.a.drain();
        assertThat(atA).isEmpty();
        net.a.layer.receive(ok, net.b.address, 0);
        net.a.drain();
        assertThat(statuses()).containsExactly(200);
    }

    @Test
    @DisplayName("SIP-17 Max-Forwards 70 is added, one that is there is kept")
    void maxForwards() {
        net.a.layer.sendRequest(invite, net.b.address, 0);
        net.a.layer.sendRequest(invite.toBuilder().add("Max-Forwards", "5").build(), net.b.address, 0);
        net.a.drain();
        assertThat(net.a.sent.stream()
                        .map(s -> s.message().headers().maxForwards().orElse(-1)))
                .containsExactly(70L, 5L);
    }

    private SipRequest old(SipMethod method, String toTag) {
        Headers headers = invite.headers().with("CSeq", "7 " + method);
        return rfc2543(new SipRequest(method, invite.requestUri(), headers, Body.EMPTY), toTag);
    }

    private static SipRequest rfc2543(SipRequest request, String toTag) {
        SipRequest tagged = toTag.isEmpty()
                ? request
                : request.toBuilder()
                        .set("To", "<sip:bob@example.com>;tag=" + toTag)
                        .build();
        return tagged.withHeaders(tagged.headers().withFirst("Via", "SIP/2.0/UDP 192.0.2.1:5060"));
    }

    @Test
    @DisplayName("TORT-07 SIP-02 without the magic cookie a repeat, its ACK and its CANCEL are matched by RFC 2543")
    void rfc2543() {
        net.b.layer.receive(old(SipMethod.INVITE, ""), net.a.address, 0);
        net.b.layer.receive(old(SipMethod.INVITE, ""), net.a.address, 0);
        net.b.drain();
        assertThat(atB).hasSize(1);
        net.b.layer.receive(old(SipMethod.CANCEL, ""), net.a.address, 0);
        net.b.drain();
        assertThat(atB.getLast()).isInstanceOf(TransactionEffect.CancelReceived.class);
        net.b.layer.respond(received().id(), to(received(), 487), 0);
        net.b.layer.receive(old(SipMethod.ACK, "other"), net.a.address, 0);
        net.b.layer.receive(old(SipMethod.ACK, "b1"), net.a.address, 0);
        net.b.drain();
        assertThat(atB.stream().filter(TransactionEffect.AckReceived.class::isInstance))
                .hasSize(1);
        net.run(10_000);
        assertThat(net.b.times("SIP/2.0 487")).containsExactly(0L);
    }

    @Test
    @DisplayName("TORT-07 SIP-02 an RFC 2543 ACK for a 2xx reaches the user although it matches the transaction")
    void rfc2543AckOfSuccess() {
        net.b.layer.receive(old(SipMethod.INVITE, ""), net.a.address, 0);
        net.b.drain();
        net.b.layer.respond(received().id(), to(received(), 200), 0);
        net.b.layer.receive(old(SipMethod.ACK, "b1"), net.a.address, 0);
        net.b.drain();
        assertThat(atB.getLast()).isInstanceOf(TransactionEffect.AckReceived.class);
    }

    @Test
    @DisplayName("TORT-07 a branch of the cookie alone gets a stateless 400")
    void cookieAlone() {
        SipRequest bad =
                invite.withHeaders(invite.headers().withFirst("Via", "SIP/2.0/UDP 192.0.2.1:5060;branch=z9hG4bK"));
        net.b.layer.receive(bad, net.a.address, 0);
        net.b.drain();
        assertThat(atB).isEmpty();
        assertThat(net.b.times("SIP/2.0 400")).containsExactly(0L);
        assertThat(net.b.layer.size()).isZero();
    }

    @Test
    @DisplayName("SIP-04 the ACK for a 2xx goes out with a branch of its own, and the same octets again for a repeat")
    void ackOfSuccess() {
        net.a.layer.sendRequest(invite, net.b.address, 0);
        SipRequest ack = Requests.of(SipMethod.ACK).remove(HeaderName.CONTACT).build();
        SipRequest stamped = net.a.layer.sendAck(ack, net.b.address);
        SipRequest again = net.a.layer.sendAck(stamped, net.b.address);
        net.run(0);
        assertThat(again.encode()).isEqualTo(stamped.encode());
        assertThat(net.a.times("ACK")).hasSize(2);
        assertThat(stamped.headers().topVia().branch())
                .isNotEqualTo(net.a.last("INVITE").headers().topVia().branch());
        assertThat(atB.stream().filter(TransactionEffect.AckReceived.class::isInstance))
                .hasSize(2);
    }
}
