package org.sipbrandy.sip.transaction;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.sipbrandy.sip.dialog.AcceptedInvite;
import org.sipbrandy.sip.message.Headers;
import org.sipbrandy.sip.message.SipMethod;
import org.sipbrandy.sip.message.SipRequest;
import org.sipbrandy.sip.message.SipResponse;
import org.sipbrandy.sip.transport.Transport;

class LossyTransactionsTest {
    private static final int SEEDS = 4000;

    @Test
    @DisplayName("SIP-02 with loss, repeats and reordering every transaction ends, once, and each request is seen once")
    void everyTransactionEnds() {
        for (long seed = 0; seed < SEEDS; seed++) {
            one(seed);
        }
    }

    private static void one(long seed) {
        TwoEnds net = new TwoEnds(seed).bad();
        Random random = new Random(seed * 31 + 7);
        List<ClientTransactionId> outcomes = new ArrayList<>();
        List<ClientTransactionId> ended = new ArrayList<>();
        List<String> branches = new ArrayList<>();
        Map<String, Accepting> accepted = new HashMap<>();
        net.a.user = effect -> {
            if (effect instanceof TransactionEffect.ResponseReceived(var id, var response, var source)
                    && response.isFinal()) {
                outcomes.add(id);
                acknowledge(net, response);
            } else if (effect instanceof TransactionEffect.TimedOut(var id, var silent)) {
                outcomes.add(id);
            } else if (effect instanceof TransactionEffect.ClientEnded(var id)) {
                ended.add(id);
            }
        };
        net.b.user = effect -> {
            if (effect instanceof TransactionEffect.RequestReceived(var id, var request, var source, var merged)) {
                branches.add(request.headers().topVia().branch().orElseThrow());
                if (random.nextInt(3) == 0) {
                    net.b.layer.respond(id, request.respond(180).toTag("b").build(), net.now);
                }
                int status = List.of(200, 302, 404, 486, 503, 600).get(random.nextInt(6));
                net.after(random.nextInt(8000), () -> {
                    answer(net, id, request.respond(status).toTag("b").build(), accepted);
                    net.b.drain();
                });
            } else if (effect instanceof TransactionEffect.CancelReceived(var id, var cancel)) {
                SipRequest invite = net.b.layer.request(id).orElseThrow();
                net.b.layer.respond(id, invite.respond(487).toTag("b").build(), net.now);
            } else if (effect instanceof TransactionEffect.AckReceived(var ack, var source)) {
                Accepting invite = accepted.get(ack.headers().callId());
                assertThat(invite).as("seed %d: ACK without 2xx", seed).isNotNull();
                if (invite != null) {
                    assertThat(invite.machine().acknowledge(ack)).isTrue();
                }
            }
        };
        int count = 1 + random.nextInt(4);
        for (int i = 0; i < count; i++) {
            SipMethod method = random.nextBoolean() ? SipMethod.INVITE : SipMethod.OPTIONS;
            SipRequest request = Requests.of(method).set("Call-ID", "call-" + i).build();
            Transport transport = random.nextInt(4) == 0 ? Transport.TCP : Transport.UDP;
            net.after(random.nextInt(500), () -> {
                ClientTransactionId id =
                        net.a.layer.sendRequest(request, net.b.address.withTransport(transport), net.now);
                if (random.nextInt(3) == 0) {
                    net.after(random.nextInt(3000), () -> {
                        net.a.layer.cancel(id, Headers.NONE, net.now);
                        net.a.drain();
                    });
                }
                net.a.drain();
            });
        }
        assertThat(net.run(300_000)).as("seed %d: quiet in the end", seed).isTrue();
        assertThat(net.a.layer.size() + net.b.layer.size())
                .as("seed %d: all gone", seed)
                .isZero();
        assertThat(ended).as("seed %d: each ended once", seed).hasSize(count).doesNotHaveDuplicates();
        assertThat(outcomes).as("seed %d: each has an outcome", seed).containsAll(ended);
        assertThat(branches).as("seed %d: no request twice", seed).doesNotHaveDuplicates();
    }

    /** The callee's side of a 2xx: repeated until ACK. */
    private record Accepting(AcceptedInvite machine, TwoEnds net, ServerTransactionId id) implements TwoEnds.Timed {
        @Override
        public long deadline() {
            return machine.deadline();
        }

        @Override
        public void timeout(long now) {
            machine.timeout(now);
            transmit();
        }

        void transmit() {
            while (machine.poll() instanceof AcceptedInvite.Effect.Send(SipResponse ok)) {
                net.b.layer.respond(id, ok, net.now);
            }
        }
    }

    private static void answer(
            TwoEnds net, ServerTransactionId id, SipResponse response, Map<String, Accepting> accepted) {
        boolean invite = response.headers().cseq().method().equals(SipMethod.INVITE);
        if (!invite || !response.isSuccess()) {
            net.b.layer.respond(id, response, net.now);
        } else if (!cancelled(net, id)) {
            Accepting accepting =
                    new Accepting(new AcceptedInvite(response, TransactionTimers.STANDARD, net.now), net, id);
            net.b.machines.add(accepting);
            accepted.put(response.headers().callId(), accepting);
            accepting.transmit();
        }
    }

    private static boolean cancelled(TwoEnds net, ServerTransactionId id) {
        return net.b.sent.stream()
                .anyMatch(s -> s.message() instanceof SipResponse r
                        && r.status() == 487
                        && net.b
                                .layer
                                .request(id)
                                .filter(q ->
                                        q.headers().callId().equals(r.headers().callId()))
                                .isPresent());
    }

    private static void acknowledge(TwoEnds net, SipResponse response) {
        if (response.isSuccess() && response.headers().cseq().method().equals(SipMethod.INVITE)) {
            SipRequest ack = Requests.of(SipMethod.ACK)
                    .set("Call-ID", response.headers().callId())
                    .set("To", response.headers().to())
                    .build();
            net.a.layer.sendAck(ack, net.b.address);
        }
    }
}
