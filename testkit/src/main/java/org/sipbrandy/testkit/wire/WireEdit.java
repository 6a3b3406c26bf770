package org.sipbrandy.testkit.wire;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.sipbrandy.sip.message.SipMessage;
import org.sipbrandy.sip.message.SipRequest;
import org.sipbrandy.sip.message.SipResponse;
import org.sipbrandy.testkit.world.Meddler;

/** What somebody on the wire may do to messages: the rows of flows.md §7 that are made by editing. */
public enum WireEdit implements Meddler {
    SWAPPED_FINGERPRINT(
            "the fingerprint in the INVITE is the attacker's",
            request("INVITE"),
            text -> text.replaceAll(Patterns.FINGERPRINT, Patterns.ANOTHER)),
    SWAPPED_FINGERPRINT_183(
            "the fingerprint in the 183 is the attacker's",
            response(183, "INVITE"),
            text -> text.replaceAll(Patterns.FINGERPRINT, Patterns.ANOTHER)),
    SWAPPED_FINGERPRINT_UPDATE(
            "the fingerprint in the UPDATE is the attacker's",
            request("UPDATE"),
            text -> text.replaceAll(Patterns.FINGERPRINT, Patterns.ANOTHER)),
    SWAPPED_FINGERPRINT_ANSWER(
            "the fingerprint in the answer to the UPDATE is the attacker's",
            response(200, "UPDATE"),
            text -> text.replaceAll(Patterns.FINGERPRINT, Patterns.ANOTHER)),
    STRIPPED_IDENTITY(
            "the signature is taken out of the INVITE",
            request("INVITE"),
            text -> text.replaceFirst(Patterns.IDENTITY, "")),
    STRIPPED_FINGERPRINT(
            "the fingerprint is taken out of the INVITE, the signature stays",
            request("INVITE"),
            text -> text.replaceAll(Patterns.FINGERPRINT + "\r\n", "")),
    /** Dropped whole, so that it never arrives. */
    STRIPPED_UPDATE("the UPDATE never arrives", request("UPDATE"), text -> ""),
    UNSIGNED_UPDATE(
            "the signature is taken out of the UPDATE",
            request("UPDATE"),
            text -> text.replaceFirst(Patterns.IDENTITY, "")),
    STALE_DATE(
            "the INVITE carries a Date of years ago",
            request("INVITE"),
            text -> text.replaceFirst("Date: [^\r]*\r\n", "Date: Fri, 25 Sep 2015 19:12:25 GMT\r\n")),
    CRYPTO_ADDED(
            "SDES keys of the attacker's are added to the offer",
            request("INVITE"),
            text -> text.replace("a=setup:actpass\r\n", "a=setup:actpass\r\n" + Patterns.CRYPTO)),
    PLAIN_PROFILE(
            "the offer's profile becomes RTP/AVP",
            request("INVITE"),
            text -> text.replace("UDP/TLS/RTP/SAVPF", "RTP/AVP")),
    KEY_LINE(
            "a key in the clear is put into the offer",
            request("INVITE"),
            text -> text.replace("a=mid:0\r\n", "k=clear:secret\r\na=mid:0\r\n")),
    SDES_DOWNGRADE(
            "the answer takes SDES in place of DTLS",
            response(183, "INVITE"),
            text -> text.replaceAll(Patterns.FINGERPRINT + "\r\n", Patterns.CRYPTO)
                    .replace("UDP/TLS/RTP/SAVPF", "RTP/SAVP"));

    private final String description;
    private final Predicate<SipMessage> which;
    private final UnaryOperator<String> edit;

    WireEdit(String description, Predicate<SipMessage> which, UnaryOperator<String> edit) {
        this.description = description;
        this.which = which;
        this.edit = edit;
    }

    private static final class Patterns {
        private static final String PAIR = "[0-9A-F]{2}";
        private static final String FINGERPRINT = "a=fingerprint:sha-256 " + PAIR + "(:" + PAIR + "){31}";
        private static final String ANOTHER = "a=fingerprint:sha-256 " + "AB:".repeat(31) + "AB";
        private static final String IDENTITY = "Identity: [^\r]*\r\n";
        private static final String CRYPTO =
                "a=crypto:1 AES_CM_128_HMAC_SHA1_80" + " inline:WVNfX19zZW1jdGwgKCkgewkyMjA7fQp9CnVubGVz\r\n";
    }

    private static Predicate<SipMessage> request(String method) {
        return message ->
                message instanceof SipRequest request && request.method().name().equals(method);
    }

    private static Predicate<SipMessage> response(int status, String method) {
        return message -> message instanceof SipResponse response
                && response.status() == status
                && response.headers().cseq().method().name().equals(method);
    }

    /** The name in lower case with dashes. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The edit of that name. */
    public static Optional<WireEdit> of(String word) {
        return Arrays.stream(values()).filter(one -> one.word().equals(word)).findFirst();
    }

    /** What is done, in a line. */
    public String description() {
        return description;
    }

    @Override
    public List<SipMessage> pass(SipMessage message, boolean towardsCallee) {
        if (!which.test(message)) {
            return List.of(message);
        }
        return edit.apply(MessageText.of(message)).isEmpty() ? List.of() : List.of(MessageText.edited(message, edit));
    }
}
