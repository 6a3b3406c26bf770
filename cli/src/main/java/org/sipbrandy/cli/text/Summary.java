package org.sipbrandy.cli.text;

import org.sipbrandy.call.evidence.PeerIdentity;
import org.sipbrandy.call.evidence.Reason;
import org.sipbrandy.call.evidence.Trust;
import org.sipbrandy.call.evidence.Verdict;

/** Says in a sentence how well a call was protected, and why not better. */
public final class Summary {
    /** Of a call that ended before anything was decided. */
    public static final String UNDECIDED = "Ended before its protection was decided; no media was exchanged.";

    private Summary() {}

    /**
     * The sentence.
     *
     * @param talked whether media flowed before it came to this verdict
     */
    public static String of(Verdict verdict, boolean talked) {
        String who = verdict.trust() == Trust.ANONYMOUS
                ? "somebody who gave no name"
                : verdict.peer().map(PeerIdentity::name).orElse("the far end");
        return switch (verdict.level()) {
            case CONFIDENTIAL -> "Confidential: only " + who + " could hear this call" + trust(verdict) + ".";
            case ENCRYPTED ->
                "Encrypted, but nobody vouched for the far end's keys: somebody in between could have listened"
                        + because(verdict) + ".";
            case CLEAR -> "NOT PROTECTED: anybody on the way could have listened" + because(verdict) + ".";
            case REFUSED ->
                (talked
                                ? "Refused after it had begun; nothing is exchanged any more"
                                : "Refused; no media was exchanged")
                        + because(verdict) + ".";
            case PENDING ->
                verdict.reasons().isEmpty()
                        ? UNDECIDED
                        : "Its protection was lost before the end, and no media was exchanged since" + because(verdict)
                                + ".";
        };
    }

    private static String trust(Verdict verdict) {
        return switch (verdict.trust()) {
            case CA -> ", whose key is certified";
            case VERIFIED -> ", whose key you have compared";
            case KNOWN -> ", with the same key as before; compare the safety number to be sure that it was theirs";
            case FIRST_USE -> ", if that key is theirs: it was seen for the first time; compare the safety number";
            case ANONYMOUS -> "; who that is, a key made for one call does not say"; // ANON-07
            case CHANGED, NONE -> "";
        };
    }

    private static String because(Verdict verdict) {
        return verdict.reasons().stream()
                .findFirst()
                .map(Reason::sentence)
                .map(sentence -> ": " + sentence)
                .orElse("");
    }

    /** What to do about a changed key, as ssh says it. */
    public static String changedKey(PeerIdentity peer) {
        String rule = "@".repeat(62);
        return rule + "\n@        WARNING: THE KEY OF THIS PEER HAS CHANGED!           @\n" + rule
                + "\nSomebody may be answering in place of\n  " + peer.name()
                + "\nor they have a new key. Ask them, by other means, for their safety number.\n"
                + "The one seen now is\n  " + peer.safetyNumber()
                + "\nIf it is theirs:  brandy trust accept " + peer.name() + "\n";
    }
}
