package org.sipbrandy.sip.dialog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.sipbrandy.sip.message.HeaderName;
import org.sipbrandy.sip.message.NameAddr;
import org.sipbrandy.sip.message.SipMethod;
import org.sipbrandy.sip.message.SipRequest;
import org.sipbrandy.sip.message.SipResponse;
import org.sipbrandy.sip.message.Uri;

class DialogTest {
    private static final NameAddr BOB_CONTACT = NameAddr.parse("<sip:bob@192.0.2.2>");
    private final SipRequest invite = SipRequest.builder(SipMethod.INVITE, Uri.parse("sip:bob@example.com"))
            .add("From", "<sip:alice@example.com>;tag=a1")
            .add("To", "<sip:bob@example.com>")
            .add("Call-ID", "call-1")
            .add("CSeq", "7 INVITE")
            .add("Contact", "<sip:alice@192.0.2.1>")
            .add("Record-Route", "<sip:p2.example.com;lr>, <sip:p1.example.com;lr>")
            .build();

    private SipResponse answer(int status, String tag) {
        return invite.respond(status)
                .toTag(tag)
                .add("Record-Route", "<sip:p2.example.com;lr>, <sip:p1.example.com;lr>")
                .add("Contact", BOB_CONTACT)
                .build();
    }

    private final Dialog caller = Dialog.asCaller(invite, answer(183, "b1"));
    private final Dialog callee = Dialog.asCallee(invite, "b1", BOB_CONTACT, false);

    @Test
    @DisplayName("SIP-03 tags, target, route set and CSeq of both ends")
    void bothEnds() {
        SipRequest fromCaller = caller.request(SipMethod.UPDATE).build();
        assertThat(fromCaller.requestUri()).hasToString("sip:bob@192.0.2.2");
        assertThat(fromCaller.headers().all("Route"))
                .containsExactly("<sip:p1.example.com;lr>", "<sip:p2.example.com;lr>");
        assertThat(fromCaller.headers().cseq()).hasToString("8 UPDATE");
        assertThat(fromCaller.headers().from().tag()).contains("a1");
        assertThat(fromCaller.headers().to().tag()).contains("b1");
        assertThat(fromCaller.headers().first("Contact")).contains("<sip:alice@192.0.2.1>");
        SipRequest fromCallee = callee.request(SipMethod.UPDATE).build();
        assertThat(fromCallee.requestUri()).hasToString("sip:alice@192.0.2.1");
        assertThat(fromCallee.headers().all("Route"))
                .containsExactly("<sip:p2.example.com;lr>", "<sip:p1.example.com;lr>");
        assertThat(callee.matches(fromCaller)).isTrue();
        assertThat(caller.matches(fromCallee)).isTrue();
        assertThat(caller.nextHop()).hasToString("sip:p1.example.com;lr");
        assertThat(callee.nextHop()).hasToString("sip:p2.example.com;lr");
        assertThat(fromCallee.headers().cseq().number()).isLessThan(1L << 31);
    }

    @Test
    @DisplayName("SIP-03 CSeq rises by one with each request, ACK has that of its INVITE")
    void cseq() {
        assertThat(caller.request(SipMethod.PRACK).build().headers().cseq()).hasToString("8 PRACK");
        assertThat(caller.request(SipMethod.INFO).build().headers().cseq()).hasToString("9 INFO");
        assertThat(caller.ack(7).build().headers().cseq()).hasToString("7 ACK");
        assertThat(caller.request(SipMethod.INVITE).build().headers().cseq()).hasToString("10 INVITE");
    }

    @Test
    @DisplayName("SIP-03 a lower CSeq is out of order, gaps are fine, another tag is no dialog of ours")
    void incoming() {
        SipRequest first = caller.request(SipMethod.PRACK).build();
        SipRequest second = caller.request(SipMethod.INFO).build();
        SipRequest fourth =
                caller.request(SipMethod.INFO).set("CSeq", "20 INFO").build();
        assertThat(callee.check(second)).isEqualTo(RequestOrder.IN_ORDER);
        assertThat(callee.check(first)).isEqualTo(RequestOrder.OUT_OF_ORDER);
        assertThat(callee.check(fourth)).isEqualTo(RequestOrder.IN_ORDER);
        SipRequest foreign =
                fourth.toBuilder().set("To", "<sip:bob@example.com>;tag=b2").build();
        assertThat(callee.check(foreign)).isEqualTo(RequestOrder.NO_DIALOG);
        callee.terminate();
        assertThat(callee.check(fourth)).isEqualTo(RequestOrder.NO_DIALOG);
    }

    @Test
    @DisplayName("SIP-03 the remote target follows re-INVITE and UPDATE, the route set does not")
    void refresh() {
        SipRequest update = callee.request(SipMethod.UPDATE)
                .set("Contact", "<sip:bob@192.0.2.99>")
                .add("Record-Route", "<sip:evil.example.com;lr>")
                .build();
        caller.answered(update, 491);
        assertThat(caller.remoteTarget()).hasToString("sip:bob@192.0.2.2");
        caller.answered(update, 200);
        assertThat(caller.remoteTarget()).hasToString("sip:bob@192.0.2.99");
        assertThat(caller.nextHop()).hasToString("sip:p1.example.com;lr");
        SipResponse ok =
                update.respond(200).add("Contact", "<sip:alice@192.0.2.77>").build();
        callee.received(ok);
        assertThat(callee.remoteTarget()).hasToString("sip:alice@192.0.2.77");
        assertThat(caller.request(SipMethod.INFO).build().headers().has(HeaderName.CONTACT))
                .isFalse();
    }

    @Test
    @DisplayName("SIP-03 CONN-24 481 and 408 end the dialog, other refusals do not")
    void endedByResponse() {
        SipRequest update = caller.request(SipMethod.UPDATE).build();
        caller.received(update.respond(488).build());
        assertThat(caller.state()).isEqualTo(Dialog.State.EARLY);
        caller.received(update.respond(481).build());
        assertThat(caller.state()).isEqualTo(Dialog.State.TERMINATED);
        callee.received(callee.request(SipMethod.UPDATE).build().respond(408).build());
        assertThat(callee.state()).isEqualTo(Dialog.State.TERMINATED);
    }

    @Test
    @DisplayName("SIP-25 SIP-13 in a sips dialog the routes are sips, and a refresh never leaves sips")
    void secure() {
        SipRequest sips = invite.toBuilder()
                .requestUri(Uri.parse("sips:bob@example.com"))
                .set("Contact", "<sips:alice@192.0.2.1>")
                .build();
        Dialog dialog = Dialog.asCallee(sips, "b1", NameAddr.parse("<sips:bob@192.0.2.2>"), true);
        assertThat(dialog.isSecure()).isTrue();
        SipRequest update = dialog.request(SipMethod.UPDATE).build();
        assertThat(update.headers().all("Route")).allMatch(r -> r.startsWith("<sips:"));
        SipRequest down = sips.toBuilder()
                .set("CSeq", "8 UPDATE")
                .set("Contact", "<sip:alice@192.0.2.1>")
                .build();
        dialog.answered(new SipRequest(SipMethod.UPDATE, down.requestUri(), down.headers(), down.body()), 200);
        assertThat(dialog.remoteTarget()).hasToString("sips:alice@192.0.2.1");
    }

    @Test
    @DisplayName("SIP-03 a strict router is put into the Request-URI, the target at the end of Route")
    void strictRouter() {
        SipRequest strict = invite.toBuilder()
                .set("Record-Route", "<sip:old.example.com>, <sip:p1.example.com;lr>")
                .build();
        SipRequest update = Dialog.asCallee(strict, "b1", BOB_CONTACT, false)
                .request(SipMethod.UPDATE)
                .build();
        assertThat(update.requestUri()).hasToString("sip:old.example.com");
        assertThat(update.headers().all("Route")).containsExactly("<sip:p1.example.com;lr>", "<sip:alice@192.0.2.1>");
    }

    @Test
    @DisplayName("CONN-07 CONN-09 the From URI of a request accepted becomes the remote URI, that of one refused not")
    void connectedIdentity() {
        SipRequest update = callee.request(SipMethod.UPDATE)
                .set("From", "<sip:carol@example.com>;tag=b1")
                .build();
        assertThat(caller.check(update)).isEqualTo(RequestOrder.IN_ORDER);
        caller.answered(update, 438);
        assertThat(caller.remote().uri()).hasToString("sip:bob@example.com");
        caller.answered(update, 200);
        SipRequest bye = caller.request(SipMethod.BYE).build();
        assertThat(bye.headers().to()).hasToString("<sip:carol@example.com>;tag=b1");
    }

    @Test
    @DisplayName("CONN-04 CONN-08 our changed From is kept with its tag, and the old URI in To is still ours")
    void changedLocal() {
        SipRequest before = caller.request(SipMethod.INFO).build(); // To: bob, as the caller still believes
        callee.changeLocal(NameAddr.parse("\"Carol\" <sip:carol@example.com>"));
        SipRequest update = callee.request(SipMethod.UPDATE).build();
        assertThat(update.headers().from()).hasToString("\"Carol\" <sip:carol@example.com>;tag=b1");
        assertThat(callee.request(SipMethod.INFO).build().headers().from().uri())
                .hasToString("sip:carol@example.com");
        assertThat(callee.check(before)).isEqualTo(RequestOrder.IN_ORDER);
        caller.answered(update, 200);
        assertThat(callee.check(caller.request(SipMethod.INFO).build())).isEqualTo(RequestOrder.IN_ORDER);
    }

    @Test
    @DisplayName("CONN-26 the UPDATE has the Contact of the dialog")
    void updateContact() {
        assertThat(callee.request(SipMethod.UPDATE).build().headers().contacts())
                .containsExactly(BOB_CONTACT);
        assertThat(callee.localContact()).isEqualTo(BOB_CONTACT);
    }

    @Test
    @DisplayName("SIP-26 a callee sends no BYE before the ACK or its time-out, a caller may at any time")
    void bye() {
        assertThat(callee.mayBye()).isFalse();
        assertThatThrownBy(() -> callee.request(SipMethod.BYE)).isInstanceOf(IllegalStateException.class);
        callee.confirm();
        assertThat(callee.mayBye()).isFalse();
        callee.acknowledged();
        SipRequest bye = callee.request(SipMethod.BYE).build();
        assertThat(caller.mayBye()).isTrue();
        caller.answered(bye, 200);
        assertThat(caller.state()).isEqualTo(Dialog.State.TERMINATED);
        callee.received(bye.respond(200).build());
        assertThat(callee.state()).isEqualTo(Dialog.State.TERMINATED);
    }

    @Test
    @DisplayName("SIP-03 the 2xx decides route set and target of a confirmed dialog")
    void confirm() {
        SipResponse ok = invite.respond(200)
                .toTag("b1")
                .add("Record-Route", "<sip:p9.example.com;lr>")
                .add("Contact", "<sip:bob@192.0.2.50>")
                .build();
        caller.confirm(ok);
        assertThat(caller.state()).isEqualTo(Dialog.State.CONFIRMED);
        assertThat(caller.nextHop()).hasToString("sip:p9.example.com;lr");
        assertThat(caller.remoteTarget()).hasToString("sip:bob@192.0.2.50");
    }

    @Test
    @DisplayName("TORT-07 a caller without From tag has the null tag")
    void nullTag() {
        SipRequest old =
                invite.toBuilder().set("From", "<sip:alice@example.com>").build();
        Dialog dialog = Dialog.asCallee(old, "b1", BOB_CONTACT, false);
        assertThat(dialog.id().remoteTag()).isEmpty();
        SipRequest info =
                old.toBuilder().set("To", "<sip:bob@example.com>;tag=b1").build();
        assertThat(dialog.check(info)).isEqualTo(RequestOrder.IN_ORDER);
    }

    @Test
    @DisplayName(
            "CONN-30 SIP-04 each fork has a dialog; a repeat of a 2xx finds its ACK, a final refusal ends the early ones")
    void forks() {
        DialogSet set = new DialogSet(invite);
        assertThat(set.receive(invite.respond(100).build())).isEmpty();
        assertThat(set.receive(invite.respond(180).build())).isEmpty();
        Dialog one = set.receive(answer(183, "b1")).orElseThrow();
        Dialog two = set.receive(answer(183, "b2")).orElseThrow();
        assertThat(set.receive(answer(180, "b1"))).containsSame(one);
        assertThat(set.early()).containsExactly(one, two);
        SipRequest update = two.request(SipMethod.UPDATE).build();
        assertThat(one.matches(update)).isFalse();
        assertThat(set.receive(answer(200, "b2"))).containsSame(two);
        assertThat(set.confirmed()).containsExactly(two);
        assertThat(set.ackFor(answer(200, "b2"))).isEmpty();
        SipRequest ack = two.ack(7).build();
        set.acknowledged(two, ack);
        assertThat(set.ackFor(answer(200, "b2"))).containsSame(ack);
        Dialog three = set.receive(answer(200, "b3")).orElseThrow();
        assertThat(three.state()).isEqualTo(Dialog.State.CONFIRMED);
        assertThat(set.ackFor(answer(200, "b3"))).isEmpty();
        set.receive(answer(486, "b1"));
        assertThat(one.state()).isEqualTo(Dialog.State.TERMINATED);
        assertThat(two.state()).isEqualTo(Dialog.State.CONFIRMED);
    }

    @Test
    @DisplayName("SIP-04 a flood of forks forms a bounded number of dialogs")
    void manyForks() {
        DialogSet set = new DialogSet(invite);
        for (int i = 0; i < 1000; i++) {
            set.receive(answer(183, "b" + i));
        }
        assertThat(set.dialogs()).hasSize(DialogSet.MAX_DIALOGS);
    }
}
