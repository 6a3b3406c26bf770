package org.sipbrandy.call.evidence;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * Why a call is not better protected than it is, gravest first. The words are stable: scripts read them, and the user
 * guide has a line for each.
 */
public enum Reason {
    KEY_CHANGED("the key that signed for this peer is not the one of earlier calls"),
    IDENTITY_UNEXPECTED("the one who signed is not the one who was expected"),
    DTLS_CERTIFICATE_MISMATCH("the certificate shown in DTLS is not one that was signed for"),
    FINGERPRINT_MISMATCH("the fingerprints in the session description are not those that were signed"),
    FINGERPRINT_MISSING("a media description names no fingerprint"),
    REPLAYED("the signature was used before in another call"),
    IDENTITY_INVALID("the signature does not fit the request"),
    IDENTITY_STALE("the signed time is too far from now"),
    CREDENTIAL_UNSUPPORTED("the signer's certificate is not one that can be accepted"),
    CREDENTIAL_UNAVAILABLE("the signer's certificate could not be obtained"),
    STORE_UNAVAILABLE("the store of known peers and accepted signatures cannot be asked"),
    IDENTITY_MISSING("the request carried no signature"),
    DOWNGRADE("this peer signed its keys in earlier calls and now does not"),
    MEDIA_NOT_PROTECTED("the session description asks for media that the signature does not protect"),
    NOT_VERIFIED("the peer's key is neither certified nor compared out of band"),
    ANONYMITY_DISALLOWED("who gives no name is not talked to"),
    ANSWER_NOT_SIGNED("the answering side did not sign its keys"),
    PEER_NOT_CAPABLE("the peer cannot do what the policy asks for"),
    PEER_REFUSED("the peer refused the call for its security"),
    CONSENT_EXPIRED("the peer no longer confirms that it wants to receive media"),
    ICE_FAILED("no network path to the peer was found"),
    KEYING_FAILED("the DTLS handshake did not complete");

    private final String sentence;

    Reason(String sentence) {
        this.sentence = sentence;
    }

    /** The code as events and the command line write it. */
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The same in words, without a full stop. */
    public String sentence() {
        return sentence;
    }

    /** Whether this is a failure of the path or of keying (exit code 5) and not one of security (exit code 4). */
    public boolean ofMedia() {
        return this == CONSENT_EXPIRED || this == ICE_FAILED || this == KEYING_FAILED;
    }

    /** The reason with that code, if there is one. */
    public static Optional<Reason> of(String code) {
        return Arrays.stream(values())
                .filter(reason -> reason.code().equals(code))
                .findFirst();
    }
}
