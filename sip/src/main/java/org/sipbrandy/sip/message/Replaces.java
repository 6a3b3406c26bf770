package org.sipbrandy.sip.message;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Replaces, RFC 3891 §6.1: the dialog in whose place an INVITE asks to be taken, seen by the one who receives it.
 *
 * @param callId of that dialog
 * @param toTag the tag of the one who receives the INVITE; {@code 0} also stands for no tag
 * @param fromTag the tag of the one who is to be replaced; {@code 0} also stands for no tag
 * @param earlyOnly whether a dialog that is confirmed by then is to be left alone
 */
public record Replaces(String callId, String toTag, String fromTag, boolean earlyOnly) implements HeaderValue {
    private static final String TO_TAG = "to-tag";
    private static final String FROM_TAG = "from-tag";
    private static final String EARLY_ONLY = "early-only";

    public Replaces {
        var in = new Cursor(callId);
        TypedFields.CALL_ID.take(in);
        in.requireEnd();
        if (!CharClass.isToken(toTag) || !CharClass.isToken(fromTag)) {
            throw new IllegalArgumentException("a tag is not a token");
        }
    }

    /** @throws SipParseException if malformed, if one of the tags is missing or given twice, or if it is a list */
    public static Replaces parse(String text) {
        Cursor in = new Cursor(text);
        in.skipSpace();
        String callId = TypedFields.CALL_ID.take(in);
        Parameters parameters = Parameters.parse(in);
        in.skipSpace();
        in.requireEnd();
        return new Replaces(
                callId, tag(parameters, TO_TAG, in), tag(parameters, FROM_TAG, in), parameters.has(EARLY_ONLY));
    }

    private static String tag(Parameters parameters, String name, Cursor in) {
        return parameters
                .raw(name)
                .filter(CharClass::isToken)
                .orElseThrow(() -> in.error("exactly one " + name + " expected"));
    }

    /** Whether these are its tags; RFC 3891 §3: {@code 0} matches no tag as well, for peers of RFC 2543. */
    public boolean names(String id, String localTag, String remoteTag) {
        return callId.equals(id) && same(toTag, localTag) && same(fromTag, remoteTag);
    }

    private static boolean same(String named, String tag) {
        return named.equals(tag) || named.equals("0") && tag.isEmpty();
    }

    @Override
    public String toString() {
        List<Parameter> parameters = new ArrayList<>();
        parameters.add(new Parameter(TO_TAG, Optional.of(toTag)));
        parameters.add(new Parameter(FROM_TAG, Optional.of(fromTag)));
        if (earlyOnly) {
            parameters.add(new Parameter(EARLY_ONLY, Optional.empty()));
        }
        return callId + Parameters.of(parameters);
    }
}
