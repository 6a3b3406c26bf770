package org.sipbrandy.sip.dialog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.sipbrandy.sip.message.Body;
import org.sipbrandy.sip.message.MediaType;
import org.sipbrandy.sip.message.NameAddr;
import org.sipbrandy.sip.message.SipMethod;
import org.sipbrandy.sip.message.SipRequest;
import org.sipbrandy.sip.message.SipResponse;
import org.sipbrandy.sip.transaction.Requests;
import org.sipbrandy.sip.transaction.TransactionTimers;

class ReliableProvisionalsTest {
    private final SipRequest invite =
            Requests.of(SipMethod.INVITE).add("Supported", "100REL").build();
    private final ReliableProvisionals sender =
            new ReliableProvisionals(invite, TransactionTimers.STANDARD, new Random(5));
    private final List<SipResponse> sent = new ArrayList<>();
    private final List<Long> times = new ArrayList<>();
    private boolean failed;

    private SipResponse draft(int status, boolean withSdp) {
        var builder = invite.respond(status).toTag("b1").add("Contact", NameAddr.parse("<sip:bob@192.0.2.2>"));
        return (withSdp ? builder.body(MediaType.SDP, Body.of("v=0\r\n")) : builder).build();
    }

    private void drain(long now) {
        for (var effect = sender.poll(); effect != null; effect = sender.poll()) {
            switch (effect) {
                case ReliableProvisionals.Effect.Send(SipResponse response) -> {
                    sent.add(response);
                    times.add(now / 1_000_000);
                }
                case ReliableProvisionals.Effect.Unacknowledged u -> {
                    failed = true;
                    times.add(now / 1_000_000);
                }
            }
        }
    }

    private void run() {
        while (sender.deadline() != Long.MAX_VALUE) {
            long now = sender.deadline();
            sender.timeout(now);
            drain(now);
        }
    }

    private SipRequest prack(SipResponse response) {
        return Dialog.asCaller(invite, response).prack(response).build();
    }

    private long rseq(int index) {
        return sent.get(index).headers().rseq().orElseThrow();
    }

    @Test
    @DisplayName("CONN-17 a reliable 1xx is repeated at 0.5, 1.5, 3.5 … 31.5 s, and given up at 32 s")
    void ladder() {
        sender.send(draft(183, true), 0);
        drain(0);
        run();
        assertThat(times).containsExactly(0L, 500L, 1500L, 3500L, 7500L, 15_500L, 31_500L, 32_000L);
        assertThat(failed).isTrue();
        assertThat(sender.mayAccept()).isFalse();
    }

    @Test
    @DisplayName("CONN-17 an INVITE that does not offer 100rel gets no reliable 1xx")
    void notOffered() {
        SipRequest plain = Requests.of(SipMethod.INVITE).build();
        assertThatThrownBy(() -> new ReliableProvisionals(plain, TransactionTimers.STANDARD, new Random(1)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> sender.send(draft(100, false), 0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    @DisplayName("CONN-16 CONN-20 Require and RSeq are added, RSeq goes up by one, the next waits for the PRACK")
    void order() {
        sender.send(draft(183, true), 0);
        sender.send(draft(180, false), 0);
        drain(0);
        assertThat(sent).hasSize(1);
        assertThat(sent.getFirst().headers().require()).containsExactly("100rel");
        assertThat(rseq(0)).isBetween(1L, 0x7fff_ffffL);
        assertThat(sender.prack(prack(sent.getFirst()), 10))
                .isEqualTo(new ReliableProvisionals.Match.Acknowledged(sent.getFirst()));
        drain(10);
        assertThat(sent).hasSize(2);
        assertThat(rseq(1)).isEqualTo(rseq(0) + 1);
        assertThat(sent.get(1).status()).isEqualTo(180);
    }

    @Test
    @DisplayName("CONN-18 a PRACK whose RAck differs in RSeq, CSeq or method, or that comes twice, matches nothing")
    void mismatch() {
        sender.send(draft(183, true), 0);
        drain(0);
        SipRequest good = prack(sent.getFirst());
        for (String rack : List.of(rseq(0) + 1 + " 7 INVITE", rseq(0) + " 8 INVITE", rseq(0) + " 7 UPDATE")) {
            assertThat(sender.prack(good.toBuilder().set("RAck", rack).build(), 0))
                    .isInstanceOf(ReliableProvisionals.Match.None.class);
        }
        assertThat(sender.prack(good.toBuilder().remove("RAck").build(), 0))
                .isInstanceOf(ReliableProvisionals.Match.None.class);
        assertThat(sender.prack(good, 0)).isInstanceOf(ReliableProvisionals.Match.Acknowledged.class);
        assertThat(sender.prack(good, 0)).isInstanceOf(ReliableProvisionals.Match.None.class);
        assertThat(sender.deadline()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    @DisplayName("CONN-19 no 2xx while a 1xx with a session description has no PRACK; without one it may go")
    void accept() {
        assertThat(sender.mayAccept()).isTrue();
        sender.send(draft(180, false), 0);
        drain(0);
        assertThat(sender.mayAccept()).isTrue();
        sender.send(draft(183, true), 0);
        assertThat(sender.mayAccept()).isFalse();
        sender.prack(prack(sent.getFirst()), 0);
        drain(0);
        assertThat(sender.mayAccept()).isFalse();
        sender.prack(prack(sent.get(1)), 0);
        assertThat(sender.mayAccept()).isTrue();
    }

    @Test
    @DisplayName("CONN-17 after the final response nothing is repeated, and a late PRACK still matches")
    void finish() {
        sender.send(draft(180, false), 0);
        drain(0);
        sender.finish();
        assertThat(sender.deadline()).isEqualTo(Long.MAX_VALUE);
        assertThatThrownBy(() -> sender.send(draft(180, false), 0)).isInstanceOf(IllegalStateException.class);
        assertThat(sender.prack(prack(sent.getFirst()), 0)).isInstanceOf(ReliableProvisionals.Match.Acknowledged.class);
    }

    @Test
    @DisplayName("CONN-20 the caller acknowledges in order, neither repeats nor gaps, each fork by its own numbers")
    void receiver() {
        ReliableReceiver receiver = new ReliableReceiver();
        SipResponse first = reliable(100);
        assertThat(receiver.receive(draft(183, true))).isEqualTo(ReliableReceiver.Verdict.UNRELIABLE);
        assertThat(receiver.receive(first)).isEqualTo(ReliableReceiver.Verdict.ACKNOWLEDGE);
        assertThat(receiver.receive(first)).isEqualTo(ReliableReceiver.Verdict.REPEAT);
        assertThat(receiver.receive(reliable(102))).isEqualTo(ReliableReceiver.Verdict.OUT_OF_ORDER);
        assertThat(receiver.receive(reliable(101))).isEqualTo(ReliableReceiver.Verdict.ACKNOWLEDGE);
        assertThat(receiver.receive(reliable(102))).isEqualTo(ReliableReceiver.Verdict.ACKNOWLEDGE);
        assertThat(new ReliableReceiver().receive(reliable(7))).isEqualTo(ReliableReceiver.Verdict.ACKNOWLEDGE);
        SipResponse unnumbered = first.toBuilder().remove("RSeq").build();
        assertThat(new ReliableReceiver().receive(unnumbered)).isEqualTo(ReliableReceiver.Verdict.OUT_OF_ORDER);
        SipResponse trying =
                invite.respond(100).add("Require", "100rel").add("RSeq", "1").build();
        assertThat(new ReliableReceiver().receive(trying)).isEqualTo(ReliableReceiver.Verdict.UNRELIABLE);
    }

    private SipResponse reliable(long rseq) {
        return draft(183, true).toBuilder()
                .add("Require", "100rel")
                .add("RSeq", Long.toString(rseq))
                .build();
    }

    @Test
    @DisplayName("SIP-04 a 2xx is repeated from 0.5 s up to every 4 s until 32 s, and no more after its ACK")
    void acceptedInvite() {
        SipResponse ok = draft(200, false);
        AcceptedInvite accepted = new AcceptedInvite(ok, TransactionTimers.STANDARD, 0);
        List<Long> at = new ArrayList<>();
        long now = 0;
        boolean gaveUp = false;
        while (true) {
            for (var effect = accepted.poll(); effect != null; effect = accepted.poll()) {
                at.add(now / 1_000_000);
                gaveUp = effect instanceof AcceptedInvite.Effect.Unacknowledged;
            }
            if (accepted.deadline() == Long.MAX_VALUE) {
                break;
            }
            now = accepted.deadline();
            accepted.timeout(now);
        }
        assertThat(at)
                .containsExactly(
                        0L, 500L, 1500L, 3500L, 7500L, 11_500L, 15_500L, 19_500L, 23_500L, 27_500L, 31_500L, 32_000L);
        assertThat(gaveUp).isTrue();
        AcceptedInvite acknowledged = new AcceptedInvite(ok, TransactionTimers.STANDARD, 0);
        assertThat(acknowledged.acknowledge(
                        Requests.of(SipMethod.ACK).set("CSeq", "8 ACK").build()))
                .isFalse();
        assertThat(acknowledged.acknowledge(Requests.of(SipMethod.ACK).build())).isTrue();
        assertThat(acknowledged.deadline()).isEqualTo(Long.MAX_VALUE);
    }
}
