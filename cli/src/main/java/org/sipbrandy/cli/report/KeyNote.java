package org.sipbrandy.cli.report;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.sipbrandy.cli.report.Rung.Fate;

/**
 * What the ladder says under a message about its keys.
 *
 * @param kind the class of the style sheet: {@code signed}, {@code claimed}, {@code bad} or {@code none}
 * @param text short enough for an arrow
 * @param full every fingerprint in full
 */
record KeyNote(String kind, String text, String full) {
    private static final int SHOWN_OCTETS = 4;

    static final KeyNote NONE = new KeyNote("none", "", "");

    /** Reads messages in order and remembers what was signed. */
    static final class Reader {
        private final Set<String> signed = new HashSet<>();

        KeyNote of(Rung.Arrow arrow) {
            var message = arrow.message();
            var keys = arrow.came().map(Passed::keys).orElse(message.keys());
            String full = full(keys);
            if (arrow.fate() == Fate.CHANGED) {
                return new KeyNote(
                        "bad",
                        "changed on the way: "
                                + change(arrow.left().orElseThrow().keys(), keys),
                        full);
            }
            if (keys.is("signed")) {
                signed.addAll(keys.signed());
                return new KeyNote("signed", "signed keys: " + brief(keys.described()), full);
            }
            if (keys.is("contradicted")) {
                return new KeyNote("bad", "the signature is for other keys: " + brief(keys.signed()), full);
            }
            if (keys.is("claimed")) {
                boolean known = signed.containsAll(keys.described());
                return new KeyNote(
                        "claimed", "claimed" + (known ? ", as signed: " : ": ") + brief(keys.described()), full);
            }
            return NONE;
        }

        private static String change(Passed.Keys left, Passed.Keys came) {
            if (!left.signed().isEmpty() && came.signed().isEmpty()) {
                return "signature gone";
            }
            if (came.described().isEmpty()) {
                return "keys gone";
            }
            if (!left.described().equals(came.described())) {
                return "other keys";
            }
            return "another signature";
        }

        private static String full(Passed.Keys keys) {
            var text = new StringBuilder();
            if (!keys.described().isEmpty()) {
                text.append("describes ").append(String.join(", ", keys.described()));
            }
            if (!keys.signed().isEmpty()) {
                text.append(text.isEmpty() ? "" : "; ")
                        .append("signed by ")
                        .append(keys.signer())
                        .append(" for ")
                        .append(String.join(", ", keys.signed()));
            }
            return text.toString();
        }

        /** {@code sha-256 AB:CD:EF:01…} of the first. */
        private static String brief(List<String> fingerprints) {
            if (fingerprints.isEmpty()) {
                return "none";
            }
            String first = fingerprints.getFirst();
            int end = first.indexOf(' ') + SHOWN_OCTETS * 3;
            return (first.length() > end ? first.substring(0, end) + "…" : first)
                    + (fingerprints.size() > 1 ? " and " + (fingerprints.size() - 1) + " more" : "");
        }
    }
}
