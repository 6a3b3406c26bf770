package org.sipbrandy.sip.dialog;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.sipbrandy.sip.message.Body;
import org.sipbrandy.sip.message.MediaType;
import org.sipbrandy.sip.message.NameAddr;
import org.sipbrandy.sip.message.SipMethod;
import org.sipbrandy.sip.message.SipRequest;
import org.sipbrandy.sip.message.SipResponse;
import org.sipbrandy.sip.transaction.ClientTransactionId;
import org.sipbrandy.sip.transaction.Requests;
import org.sipbrandy.sip.transaction.ServerTransactionId;
import org.sipbrandy.sip.transaction.TransactionEffect;
import org.sipbrandy.sip.transaction.TransactionTimers;
import org.sipbrandy.sip.transaction.TwoEnds;

/** INVITE, reliable 183, PRACK, UPDATE from the callee, 200, ACK, BYE: both user agents, over a link that loses a fifth. */
class CallOverBadLinkTest {
    private static final int SEEDS = 2000;

    private static final class Caller {
        final TwoEnds net;
        final DialogSet dialogs;
        final List<String> log;

        Caller(TwoEnds net, List<String> log) {
            this.net = net;
            this.log = log;
            SipRequest invite = Requests.of(SipMethod.INVITE)
                    .add("Supported", "100rel, from-change")
                    .body(MediaType.SDP, Body.of("o1"))
                    .build();
            dialogs = new DialogSet(invite);
            net.a.user = this::on;
            net.a.layer.sendRequest(invite, net.b.address, net.now);
        }

        private void on(TransactionEffect effect) {
            switch (effect) {
                case TransactionEffect.ResponseReceived(ClientTransactionId id, SipResponse response, var source) ->
                    onResponse(response);
                case TransactionEffect.RequestReceived(ServerTransactionId id, SipRequest request, var s, var m) ->
                    onRequest(id, request);
                case TransactionEffect.TimedOut t -> log.add("A timeout");
                default -> {}
            }
        }

        private void onResponse(SipResponse response) {
            SipMethod method = response.headers().cseq().method();
            if (!method.equals(SipMethod.INVITE)) {
                if (response.isFinal()) {
                    log.add("A " + response.status() + " " + method);
                    dialogs.dialogs().forEach(d -> d.received(response));
                }
                return;
            }
            Optional<Dialog> dialog = dialogs.receive(response);
            if (dialog.isEmpty()) {
                return;
            }
            if (response.isProvisional()) {
                if (dialog.get().provisionals().receive(response) == ReliableReceiver.Verdict.ACKNOWLEDGE) {
                    log.add("A 183");
                    net.a.layer.sendRequest(dialog.get().prack(response).build(), net.b.address, net.now);
                }
                return;
            }
            Optional<SipRequest> known = dialogs.ackFor(response);
            if (known.isPresent()) {
                net.a.layer.sendAck(known.get(), net.b.address);
                return;
            }
            log.add("A 200 INVITE");
            SipRequest ack =
                    dialog.get().ack(response.headers().cseq().number()).build();
            dialogs.acknowledged(dialog.get(), net.a.layer.sendAck(ack, net.b.address));
            net.after(1000, () -> {
                net.a.layer.sendRequest(dialog.get().request(SipMethod.BYE).build(), net.b.address, net.now);
                net.a.drain();
            });
        }

        private void onRequest(ServerTransactionId id, SipRequest request) {
            Dialog dialog = dialogs.find(request).orElseThrow();
            RequestOrder order = dialog.check(request);
            assertThat(order).isEqualTo(RequestOrder.IN_ORDER);
            log.add("A got " + request.method() + " " + request.body().text());
            dialog.answered(request, 200);
            net.a.layer.respond(
                    id,
                    request.respond(200)
                            .add("Contact", dialog.localContact())
                            .body(MediaType.SDP, Body.of("a2"))
                            .build(),
                    net.now);
        }
    }

    private static final class Callee {
        final TwoEnds net;
        final List<String> log;
        final Map<String, Dialog> dialogs = new HashMap<>();
        Optional<ReliableProvisionals> provisionals = Optional.empty();
        Optional<AcceptedInvite> accepted = Optional.empty();
        Optional<ServerTransactionId> invite = Optional.empty();

        Callee(TwoEnds net, List<String> log) {
            this.net = net;
            this.log = log;
            net.b.user = this::on;
            net.b.machines.add(new TwoEnds.Timed() {
                @Override
                public long deadline() {
                    return Math.min(
                            provisionals.map(ReliableProvisionals::deadline).orElse(Long.MAX_VALUE),
                            accepted.map(AcceptedInvite::deadline).orElse(Long.MAX_VALUE));
                }

                @Override
                public void timeout(long now) {
                    provisionals.ifPresent(p -> p.timeout(now));
                    accepted.ifPresent(a -> a.timeout(now));
                    carryOut();
                }
            });
        }

        private Dialog dialog() {
            return dialogs.values().iterator().next();
        }

        private void carryOut() {
            ServerTransactionId id = invite.orElseThrow();
            provisionals.ifPresent(p -> {
                for (var effect = p.poll(); effect != null; effect = p.poll()) {
                    switch (effect) {
                        case ReliableProvisionals.Effect.Send(SipResponse r) -> net.b.layer.respond(id, r, net.now);
                        case ReliableProvisionals.Effect.Unacknowledged u -> log.add("B no PRACK");
                    }
                }
            });
            accepted.ifPresent(a -> {
                for (var effect = a.poll(); effect != null; effect = a.poll()) {
                    switch (effect) {
                        case AcceptedInvite.Effect.Send(SipResponse r) -> net.b.layer.respond(id, r, net.now);
                        case AcceptedInvite.Effect.Unacknowledged u -> log.add("B no ACK");
                    }
                }
            });
        }

        private void on(TransactionEffect effect) {
            switch (effect) {
                case TransactionEffect.RequestReceived(ServerTransactionId id, SipRequest request, var s, var m) ->
                    onRequest(id, request);
                case TransactionEffect.AckReceived(SipRequest ack, var source) -> {
                    if (accepted.isPresent()
                            && dialog().isAckOfInvite(ack)
                            && accepted.get().acknowledge(ack)) {
                        dialog().acknowledged();
                        log.add("B ACK");
                    }
                }
                case TransactionEffect.ResponseReceived(var id, SipResponse response, var source) -> {
                    if (response.isFinal()) {
                        log.add("B " + response.status() + " "
                                + response.headers().cseq().method());
                        dialog().received(response);
                        accept();
                    }
                }
                case TransactionEffect.TimedOut t -> log.add("B timeout");
                default -> {}
            }
        }

        private void accept() {
            assertThat(provisionals.orElseThrow().mayAccept()).isTrue();
            provisionals.get().finish();
            SipRequest request = net.b.layer.request(invite.orElseThrow()).orElseThrow();
            SipResponse ok = request.respond(200)
                    .toTag("b1")
                    .add("Contact", dialog().localContact())
                    .build();
            accepted = Optional.of(new AcceptedInvite(ok, TransactionTimers.STANDARD, net.now));
            dialog().confirm();
            carryOut();
        }

        private void onRequest(ServerTransactionId id, SipRequest request) {
            log.add("B got " + request.method());
            if (request.method().equals(SipMethod.INVITE)) {
                invite = Optional.of(id);
                NameAddr contact = NameAddr.parse("<sip:bob@192.0.2.2>");
                dialogs.put("b1", Dialog.asCallee(request, "b1", contact, false));
                provisionals =
                        Optional.of(new ReliableProvisionals(request, TransactionTimers.STANDARD, new Random(1)));
                SipResponse draft = request.respond(183)
                        .toTag("b1")
                        .add("Contact", contact)
                        .body(MediaType.SDP, Body.of("a1"))
                        .build();
                provisionals.get().send(draft, net.now);
                carryOut();
                return;
            }
            assertThat(dialog().check(request)).isEqualTo(RequestOrder.IN_ORDER);
            boolean prack = request.method().equals(SipMethod.PRACK);
            if (prack) {
                assertThat(provisionals.orElseThrow().prack(request, net.now))
                        .isInstanceOf(ReliableProvisionals.Match.Acknowledged.class);
            }
            dialog().answered(request, 200);
            net.b.layer.respond(id, request.respond(200).build(), net.now);
            if (prack) {
                SipRequest update = dialog().request(SipMethod.UPDATE)
                        .body(MediaType.SDP, Body.of("o2"))
                        .build();
                net.b.layer.sendRequest(update, net.a.address, net.now);
            }
        }
    }

    private static List<String> call(TwoEnds net, long seed) {
        List<String> log = new ArrayList<>();
        Caller caller = new Caller(net, log);
        Callee callee = new Callee(net, log);
        assertThat(net.run(400_000)).as("seed %d: quiet in the end", seed).isTrue();
        assertThat(net.a.layer.size() + net.b.layer.size()).as("seed %d", seed).isZero();
        if (log.contains("A 200 BYE")) {
            assertThat(caller.dialogs.confirmed()).as("seed %d", seed).isEmpty();
            assertThat(callee.dialog().state()).isEqualTo(Dialog.State.TERMINATED);
        }
        return log;
    }

    @Test
    @DisplayName("CONN-02 CONN-16 CONN-27 CONN-33 SIP-04 the whole flow on a good link, step by step")
    void goodLink() {
        TwoEnds net = new TwoEnds(1);
        net.minDelay = 10_000_000;
        assertThat(call(net, 1))
                .containsExactly(
                        "B got INVITE",
                        "A 183",
                        "B got PRACK",
                        "A 200 PRACK",
                        "A got UPDATE o2",
                        "B 200 UPDATE",
                        "A 200 INVITE",
                        "B ACK",
                        "B got BYE",
                        "A 200 BYE");
        assertThat(net.b.times("SIP/2.0 183")).containsExactly(10L);
        assertThat(net.a.times("PRACK")).containsExactly(20L);
        assertThat(net.b.times("SIP/2.0 200").getFirst()).isEqualTo(30L);
        assertThat(net.b.times("UPDATE")).containsExactly(30L);
        assertThat(net.a.times("ACK")).containsExactly(60L);
    }

    @Test
    @DisplayName(
            "SIP-02 CONN-17 CONN-20 SIP-04 with loss, repeats and reordering the same flow comes through, each step once")
    void badLink() {
        int complete = 0;
        for (long seed = 0; seed < SEEDS; seed++) {
            List<String> log = call(new TwoEnds(seed).bad(), seed);
            // Only what is counted in repeats may appear twice: the ACK of a repeated 2xx.
            List<String> once = new ArrayList<>(log);
            once.removeIf("B ACK"::equals);
            assertThat(once).as("seed %d", seed).doesNotHaveDuplicates();
            if (log.contains("A 200 BYE")) {
                assertThat(log).as("seed %d", seed).contains("A 183", "A got UPDATE o2", "B 200 UPDATE", "B ACK");
                complete++;
            }
        }
        assertThat(complete).isGreaterThan(SEEDS * 99 / 100);
    }
}
