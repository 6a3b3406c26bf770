package org.sipbrandy.call;

import org.sipbrandy.sip.message.NameAddr;
import org.sipbrandy.sip.message.Uri;
import org.sipbrandy.stir.credential.Credential;

/**
 * Who gives a name in a call (RFC 8862 §4.2, RFC 3323, RFC 5079).
 *
 * @param self whether the local user does
 * @param others what is done with a far end that explicitly gives none
 */
public record Anonymity(Self self, Others others) {
    /** {@code "Anonymous" <sip:anonymous@anonymous.invalid>} (RFC 3323 §4.1.1.3). */
    public static final NameAddr NOBODY = NameAddr.of("Anonymous", Uri.parse(Credential.ANONYMOUS));

    /** The local user gives theirs, and anybody may do without. */
    public static final Anonymity NONE = new Anonymity(Self.NAMED, Others.WELCOME);

    /** The local user's name. */
    public enum Self {
        /** Given, and signed for with their own key. */
        NAMED,
        /** Withheld: a key of this call alone signs, and no message names or recognizably repeats anything. */
        WITHHELD
    }

    /** A far end that explicitly withholds its name; one that merely cannot be verified is none of these. */
    public enum Others {
        /** As good as any other. */
        WELCOME,
        /** Refused with 433, which says why (RFC 5079 §3). */
        REFUSED,
        /** Refused with 403, which does not tell of this policy (RFC 5079 §7). */
        REFUSED_SILENTLY
    }

    public Anonymity withSelf(Self changed) {
        return new Anonymity(changed, others);
    }

    public Anonymity withOthers(Others changed) {
        return new Anonymity(self, changed);
    }

    /** Whether the local user's name is withheld. */
    public boolean nameless() {
        return self == Self.WITHHELD;
    }

    /** An address as it stands in From: with the display name of nobody, where it is nobody's. */
    public static NameAddr written(Uri address) {
        return address.equals(NOBODY.uri()) ? NOBODY : NameAddr.of(address);
    }
}
