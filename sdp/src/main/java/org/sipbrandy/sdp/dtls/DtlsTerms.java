package org.sipbrandy.sdp.dtls;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.sipbrandy.sdp.SessionDescription;
import org.sipbrandy.sdp.attribute.Setup;

/**
 * What a complete offer/answer exchange agreed about the DTLS association of one stream.
 *
 * @param role ours: active (client) or passive (server)
 */
public record DtlsTerms(Setup role, DtlsSide local, DtlsSide remote) {
    /** Why an exchange begins a new association (RFC 8842 §3.1, §4). */
    public enum Change {
        /** There was none. */
        FIRST,
        ROLE,
        LOCAL_FINGERPRINTS,
        REMOTE_FINGERPRINTS,
        LOCAL_TLS_ID,
        REMOTE_TLS_ID,
        /** Counts only where a side gives no tls-id. */
        LOCAL_ADDRESS,
        /** Counts only where a side gives no tls-id. */
        REMOTE_ADDRESS
    }

    public DtlsTerms {
        if (role != Setup.ACTIVE && role != Setup.PASSIVE) {
            throw new IllegalArgumentException("role is " + role);
        }
    }

    /**
     * Of a complete exchange.
     *
     * @return empty if the stream is rejected, a side gives no fingerprint, or the setup values do not fit: then there
     *     is no association
     */
    public static Optional<DtlsTerms> of(
            SessionDescription local, SessionDescription remote, int mediaIndex, boolean localOffered) {
        if (mediaIndex >= local.media().size() || mediaIndex >= remote.media().size()) {
            return Optional.empty();
        }
        var ourMedia = local.media().get(mediaIndex);
        var theirMedia = remote.media().get(mediaIndex);
        if (ourMedia.isRejected() || theirMedia.isRejected()) {
            return Optional.empty();
        }
        DtlsSide ours = DtlsSide.of(local, ourMedia);
        DtlsSide theirs = DtlsSide.of(remote, theirMedia);
        if (ours.fingerprints().isEmpty() || theirs.fingerprints().isEmpty()) {
            return Optional.empty();
        }
        return localOffered
                ? DtlsSetup.answererRole(ours.setup(), theirs.setup())
                        .map(r -> new DtlsTerms(r.opposite(), ours, theirs))
                : DtlsSetup.answererRole(theirs.setup(), ours.setup()).map(r -> new DtlsTerms(r, ours, theirs));
    }

    /** Whether, and why, these terms need a new association after {@code previous}; empty means the old one goes on. */
    public Set<Change> since(Optional<DtlsTerms> previous) {
        if (previous.isEmpty()) {
            return EnumSet.of(Change.FIRST);
        }
        DtlsTerms before = previous.get();
        Set<Change> changes = EnumSet.noneOf(Change.class);
        if (role != before.role) {
            changes.add(Change.ROLE);
        }
        if (sideChanges(before.local, local, Change.LOCAL_FINGERPRINTS, Change.LOCAL_TLS_ID, changes)) {
            changes.add(Change.LOCAL_ADDRESS);
        }
        if (sideChanges(before.remote, remote, Change.REMOTE_FINGERPRINTS, Change.REMOTE_TLS_ID, changes)) {
            changes.add(Change.REMOTE_ADDRESS);
        }
        return changes;
    }

    /**
     * Whether the peer's offer alone asks for a new association, so that an answerer that does not want one rejects the
     * stream (RFC 8842 §5.3).
     */
    public static Set<Change> askedBy(DtlsSide remoteOffer, Optional<DtlsTerms> previous) {
        if (previous.isEmpty()) {
            return EnumSet.of(Change.FIRST);
        }
        DtlsTerms before = previous.get();
        Set<Change> changes = EnumSet.noneOf(Change.class);
        Setup offered = remoteOffer.setup().orElse(Setup.ACTIVE);
        if (offered != Setup.ACTPASS && offered != before.role.opposite()) {
            changes.add(Change.ROLE);
        }
        if (sideChanges(before.remote, remoteOffer, Change.REMOTE_FINGERPRINTS, Change.REMOTE_TLS_ID, changes)) {
            changes.add(Change.REMOTE_ADDRESS);
        }
        return changes;
    }

    /** Adds the changes of a side; true if its address moved and that counts. */
    private static boolean sideChanges(
            DtlsSide before, DtlsSide now, Change fingerprints, Change tlsId, Set<Change> changes) {
        if (!before.fingerprints().equals(now.fingerprints())) {
            changes.add(fingerprints);
        }
        if (!before.tlsId().equals(now.tlsId())) {
            changes.add(tlsId);
        }
        // RFC 8842 §4: without tls-id a change of the transport parameters counts, a change of ufrag does not.
        return now.tlsId().isEmpty()
                && before.address().isPresent()
                && now.address().isPresent()
                && !before.address().equals(now.address());
    }
}
