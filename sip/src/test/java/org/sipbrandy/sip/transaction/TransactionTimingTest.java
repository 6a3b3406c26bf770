package org.sipbrandy.sip.transaction;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.sipbrandy.sip.message.SipMethod;
import org.sipbrandy.sip.message.SipRequest;
import org.sipbrandy.sip.transport.Target;
import org.sipbrandy.sip.transport.Transport;

class TransactionTimingTest {
    private final TwoEnds net = new TwoEnds(1);
    private final List<String> events = new ArrayList<>();
    private final SipRequest invite = Requests.of(SipMethod.INVITE).build();
    private final SipRequest options = Requests.of(SipMethod.OPTIONS).build();

    private void note(TransactionEffect effect) {
        events.add(net.now / 1_000_000 + " " + effect.getClass().getSimpleName());
    }

    private void send(SipRequest request, Transport transport) {
        net.a.user = this::note;
        net.a.layer.sendRequest(request, net.b.address.withTransport(transport), net.now);
    }

    /** The far end answers each request at once, or never (0). */
    private void answer(int... statuses) {
        net.b.user = effect -> {
            note(effect);
            if (effect instanceof TransactionEffect.RequestReceived(var id, var request, var source, var merged)) {
                for (int status : statuses) {
                    net.b.layer.respond(id, request.respond(status).toTag("b1").build(), net.now);
                }
            }
        };
    }

    @Test
    @DisplayName("SIP-02 timers A and B: INVITE over UDP at 0.5, 1.5, 3.5 … 31.5 s, given up at 32 s")
    void timersAandB() {
        net.loss = 1;
        send(invite, Transport.UDP);
        assertThat(net.run(100_000)).isTrue();
        assertThat(net.a.times("INVITE")).containsExactly(0L, 500L, 1500L, 3500L, 7500L, 15_500L, 31_500L);
        assertThat(events).containsExactly("32000 TimedOut", "32000 ClientEnded");
        assertThat(net.a.layer.size()).isZero();
    }

    @Test
    @DisplayName("SIP-02 timers E and F: OPTIONS over UDP doubling to 4 s, given up at 32 s")
    void timersEandF() {
        net.loss = 1;
        send(options, Transport.UDP);
        net.run(100_000);
        assertThat(net.a.times("OPTIONS"))
                .containsExactly(0L, 500L, 1500L, 3500L, 7500L, 11_500L, 15_500L, 19_500L, 23_500L, 27_500L, 31_500L);
        assertThat(events).containsExactly("32000 TimedOut", "32000 ClientEnded");
    }

    @Test
    @DisplayName("SIP-02 over TCP nothing is repeated, and 64*T1 still ends it")
    void reliable() {
        send(invite, Transport.TCP);
        send(options, Transport.TCP);
        net.run(100_000);
        assertThat(net.a.times("INVITE")).containsExactly(0L);
        assertThat(net.a.times("OPTIONS")).containsExactly(0L);
        assertThat(events.stream().filter(e -> e.endsWith("TimedOut"))).containsExactly("32000 TimedOut");
        assertThat(net.b.times("SIP/2.0 100")).containsExactly(200L, 3500L);
    }

    @Test
    @DisplayName("SIP-02 timers G and H: a non-2xx over UDP is repeated up to every 4 s, until 32 s without ACK")
    void timersGandH() {
        answer(486);
        send(invite, Transport.UDP);
        net.run(0);
        net.loss = 1;
        events.clear();
        net.b.sent.clear();
        TwoEnds deaf = new TwoEnds(2);
        deaf.b.user = effect -> {
            if (effect instanceof TransactionEffect.RequestReceived(var id, var request, var s, var m)) {
                deaf.loss = 1;
                deaf.b.layer.respond(id, request.respond(486).toTag("b1").build(), deaf.now);
            } else {
                events.add(deaf.now / 1_000_000 + " " + effect.getClass().getSimpleName());
            }
        };
        deaf.a.layer.sendRequest(invite, deaf.b.address, 0);
        deaf.run(100_000);
        assertThat(deaf.b.times("SIP/2.0 486"))
                .containsExactly(0L, 500L, 1500L, 3500L, 7500L, 11_500L, 15_500L, 19_500L, 23_500L, 27_500L, 31_500L);
        assertThat(events).containsExactly("32000 AckMissing", "32000 ServerEnded");
    }

    @Test
    @DisplayName("SIP-02 ACK for a non-2xx is sent here, with the INVITE's branch; timer I is 5 s, timer D 32 s")
    void ackAndTimersDandI() {
        answer(486);
        send(invite, Transport.UDP);
        net.run(100_000);
        SipRequest ack = (SipRequest) net.a.last("ACK");
        SipRequest sent = (SipRequest) net.a.last("INVITE");
        assertThat(ack.headers().topVia()).isEqualTo(sent.headers().topVia());
        assertThat(ack.headers().cseq()).hasToString("7 ACK");
        assertThat(ack.headers().to().tag()).contains("b1");
        assertThat(ack.requestUri()).isEqualTo(sent.requestUri());
        assertThat(events)
                .containsExactly("0 RequestReceived", "0 ResponseReceived", "5000 ServerEnded", "32000 ClientEnded");
        assertThat(net.b.times("SIP/2.0 486")).containsExactly(0L);
    }

    @Test
    @DisplayName("SIP-02 RFC 6026: after 2xx the INVITE is absorbed for 32 s, and every 2xx is passed up")
    void accepted() {
        answer(200);
        send(invite, Transport.UDP);
        net.run(0);
        SipRequest sent = (SipRequest) net.a.last("INVITE");
        ServerTransactionId id = new ServerTransactionId(1);
        for (int second : new int[] {1, 31, 33}) {
            net.at(second * 1_000_000_000L, () -> {
                net.b.layer.receive(sent, net.a.address, net.now);
                net.b.layer.respond(id, sent.respond(200).toTag("b1").build(), net.now);
                net.b.drain();
            });
        }
        net.run(31_999);
        assertThat(events)
                .containsExactly(
                        "0 RequestReceived", "0 ResponseReceived", "1000 ResponseReceived", "31000 ResponseReceived");
        events.clear();
        net.run(33_000);
        // Afterwards the same INVITE is a new request, and its transaction answers 200 once more.
        assertThat(events).containsExactly("32000 ClientEnded", "32000 ServerEnded", "33000 RequestReceived");
    }

    @Test
    @DisplayName("SIP-02 100 Trying after 200 ms without an answer; repeats of the INVITE get the last provisional")
    void trying() {
        send(invite, Transport.UDP);
        net.run(10_000);
        assertThat(net.b.times("SIP/2.0 100")).containsExactly(200L);
        assertThat(net.a.times("INVITE")).containsExactly(0L);

        TwoEnds quick = new TwoEnds(3);
        quick.b.user = effect -> {
            if (effect instanceof TransactionEffect.RequestReceived(var id, var request, var s, var m)) {
                quick.b.layer.respond(id, request.respond(180).toTag("b1").build(), quick.now);
            }
        };
        quick.a.layer.sendRequest(invite, quick.b.address, 0);
        quick.run(100);
        SipRequest sent = (SipRequest) quick.a.last("INVITE");
        quick.b.layer.receive(sent, quick.a.address, quick.now);
        quick.run(10_000);
        assertThat(quick.b.times("SIP/2.0 100")).isEmpty();
        assertThat(quick.b.times("SIP/2.0 180")).containsExactly(0L, 100L);
    }

    @Test
    @DisplayName(
            "SIP-18 a non-INVITE request gets 100 when timer E has come to 4 s, and no other provisional, and no 408")
    void nonInviteProvisionals() {
        answer(180, 100, 408);
        send(options, Transport.UDP);
        net.run(60_000);
        assertThat(net.b.sent).isEmpty(); // 180 and an early 100 suppressed; 408 ends the transaction silently

        TwoEnds slow = new TwoEnds(4);
        slow.a.layer.sendRequest(options, slow.b.address, 0);
        slow.run(60_000);
        assertThat(slow.b.times("SIP/2.0 100").getFirst()).isEqualTo(3500L);
        assertThat(slow.b.layer.size()).isZero();
    }

    @Test
    @DisplayName(
            "SIP-02 timers J and K: a final answer is repeated to repeats for 32 s, and forgotten by the client in 5 s")
    void timersJandK() {
        answer(200);
        send(options, Transport.UDP);
        net.run(0);
        SipRequest sent = (SipRequest) net.a.last("OPTIONS");
        net.at(31_000_000_000L, () -> net.b.layer.receive(sent, net.a.address, net.now));
        net.run(100_000);
        assertThat(events)
                .containsExactly("0 RequestReceived", "0 ResponseReceived", "5000 ClientEnded", "32000 ServerEnded");
        assertThat(net.b.times("SIP/2.0 200")).containsExactly(0L, 31_000L);
    }

    @Test
    @DisplayName("SIP-17 a transport failure is told at once, and so is silence as against a late answer")
    void failures() {
        Target tcp = net.b.address.withTransport(Transport.TCP);
        net.a.refuseTcp = true;
        net.a.user = this::note;
        net.a.layer.sendRequest(options, tcp, 0);
        net.a.layer.sendRequest(invite, tcp, 0);
        net.run(1);
        assertThat(events).containsExactly("0 TransportFailed", "0 ClientEnded", "0 TransportFailed", "0 ClientEnded");
    }
}
