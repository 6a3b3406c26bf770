package org.sipbrandy.cli.report;

import java.util.List;
import java.util.Optional;
import org.sipbrandy.call.evidence.Reason;

/**
 * A message of signalling as one side saw it pass.
 *
 * @param elapsed in milliseconds of that side's clock
 * @param sent whether it left that side
 * @param method of the request, or of the one that is answered
 * @param status of a response, 0 in a request
 * @param times how often it passed
 */
record Passed(
        double elapsed,
        boolean sent,
        String method,
        int status,
        String phrase,
        long cseq,
        Keys keys,
        Optional<Reason> refusal,
        int times) {

    /** What it says of its sender's keys: the word of the binding, and the fingerprints. */
    record Keys(String binding, List<String> described, List<String> signed, String signer) {
        Keys {
            described = List.copyOf(described);
            signed = List.copyOf(signed);
        }

        boolean is(String word) {
            return binding.equals(word);
        }
    }

    static Passed of(Event event) {
        return new Passed(
                event.number("elapsed_ms").orElse(0),
                event.flag("sent"),
                event.text("method"),
                (int) event.number("status").orElse(0),
                event.text("phrase"),
                (long) event.number("cseq").orElse(0),
                new Keys(
                        event.text("keys"),
                        event.list("fingerprints"),
                        event.list("signed_fingerprints"),
                        event.text("signer")),
                Reason.of(event.text("refusal")),
                1);
    }

    Passed again() {
        return new Passed(elapsed, sent, method, status, phrase, cseq, keys, refusal, times + 1);
    }

    /** Whether the other side's message is this one. */
    boolean sameAs(Passed other) {
        return sent != other.sent && same(other);
    }

    /** Whether this is the same message, seen on the same side or on the other. */
    private boolean same(Passed other) {
        return method.equals(other.method) && status == other.status && cseq == other.cseq;
    }

    /** Whether a message of the same side repeats this one. */
    boolean repeatedBy(Passed other) {
        return sent == other.sent && same(other);
    }

    /** What is written on its arrow. */
    String label() {
        return status == 0 ? method : status + " " + phrase;
    }

    boolean fails() {
        return status >= 300 || refusal.isPresent();
    }
}
