package org.sipbrandy.cli;

import org.sipbrandy.call.evidence.PeerIdentity;
import org.sipbrandy.call.evidence.Reason;
import org.sipbrandy.call.evidence.Verdict;

/** Says in a sentence how well a call was protected, and why not better. */
final class Summary {
    private Summary() {}

    static String of(Verdict verdict) {
        String who = verdict.peer().map(PeerIdentity::name).orElse("the far end");
        return switch (verdict.level()) {
            case CONFIDENTIAL -> "Confidential: only " + who + " could hear this call" + trust(verdict) + ".";
            case ENCRYPTED ->
                "Encrypted, but nobody vouched for the far end's keys: somebody in between could have listened"
                        + because(verdict) + ".";
            case CLEAR -> "NOT PROTECTED: anybody on the way could have listened" + because(verdict) + ".";
            case REFUSED -> "Refused; no media was exchanged" + because(verdict) + ".";
            case PENDING ->
                "Ended before its protection was decided; no media was exchanged since" + because(verdict) + ".";
        };
    }

    private static String trust(Verdict verdict) {
        return switch (verdict.trust()) {
            case CA -> ", whose key is certified";
            case VERIFIED -> ", whose key you have compared";
            case KNOWN -> ", with the same key as before; compare the safety number to be sure that it was theirs";
            case FIRST_USE -> ", if that key is theirs: it was seen for the first time; compare the safety number";
            case ANONYMOUS -> ", who gave no name";
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
    static String changedKey(PeerIdentity peer) {
        String rule = "@".repeat(62);
        return rule + "\n@  WARNING: THE KEY OF THIS PEER HAS CHANGED\n" + rule
                + "\nSomebody may be answering in place of " + peer.name() + ", or they have a new key.\n"
                + "Ask them, by other means, for their safety number. The one seen now is\n  " + peer.safetyNumber()
                + "\nIf it is theirs:  brandy trust accept " + peer.name() + "\n";
    }
}
