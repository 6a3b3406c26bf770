package org.sipbrandy.sdp.dtls;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.sipbrandy.sdp.Attribute;
import org.sipbrandy.sdp.MediaDescription;
import org.sipbrandy.sdp.Samples;
import org.sipbrandy.sdp.SessionDescription;
import org.sipbrandy.sdp.attribute.Setup;

class DtlsTermsTest {
    private final SessionDescription alice = Samples.msecOffer();
    private final SessionDescription bob = Samples.msecAnswer();
    private final DtlsTerms first = DtlsTerms.of(alice, bob, 0, true).orElseThrow();

    private static UnaryOperator<MediaDescription> set(String name, String value) {
        return m -> m.without(name).with(Attribute.of(name, value));
    }

    private static SessionDescription with(SessionDescription session, String name, String value) {
        return session.mapMedia(0, set(name, value));
    }

    private Set<DtlsTerms.Change> changes(SessionDescription local, SessionDescription remote, boolean localOffered) {
        return DtlsTerms.of(local, remote, 0, localOffered).orElseThrow().since(Optional.of(first));
    }

    @Test
    @DisplayName("DTLS-01 offers say actpass; answers say active, and holdconn has no answer")
    void initialSetup() {
        assertThat(DtlsSetup.IN_OFFERS).isEqualTo(Setup.ACTPASS);
        assertThat(DtlsSetup.answer(Optional.of(Setup.ACTPASS), Optional.empty()))
                .contains(Setup.ACTIVE);
        assertThat(DtlsSetup.answer(Optional.of(Setup.HOLDCONN), Optional.empty()))
                .isEmpty();
        for (Setup offered : Setup.values()) {
            DtlsSetup.answer(Optional.of(offered), Optional.empty()).ifPresent(answered -> {
                assertThat(answered).isIn(Setup.ACTIVE, Setup.PASSIVE);
                assertThat(DtlsSetup.fits(Optional.of(offered), Optional.of(answered)))
                        .isTrue();
            });
        }
    }

    @Test
    @DisplayName("DTLS-02 offers with active or passive, or without setup, are answered with the counterpart")
    void legacySetup() {
        assertThat(DtlsSetup.answer(Optional.of(Setup.ACTIVE), Optional.empty()))
                .contains(Setup.PASSIVE);
        assertThat(DtlsSetup.answer(Optional.of(Setup.PASSIVE), Optional.empty()))
                .contains(Setup.ACTIVE);
        assertThat(DtlsSetup.answer(Optional.empty(), Optional.empty())).contains(Setup.PASSIVE);
    }

    @Test
    @DisplayName("DTLS-01 an answer of actpass or holdconn, or the offerer's own role, agrees nothing")
    void unfitAnswers() {
        assertThat(DtlsTerms.of(alice, with(bob, "setup", "actpass"), 0, true)).isEmpty();
        assertThat(DtlsTerms.of(alice, with(bob, "setup", "holdconn"), 0, true)).isEmpty();
        assertThat(DtlsTerms.of(with(alice, "setup", "active"), with(bob, "setup", "active"), 0, true))
                .isEmpty();
        assertThat(DtlsTerms.of(with(alice, "setup", "holdconn"), bob, 0, true)).isEmpty();
    }

    @Test
    @DisplayName("DTLS-01 the roles of both ends are opposite")
    void roles() {
        assertThat(first.role()).isEqualTo(Setup.PASSIVE);
        assertThat(DtlsTerms.of(bob, alice, 0, false).orElseThrow().role()).isEqualTo(Setup.ACTIVE);
        assertThat(first.since(Optional.empty())).containsExactly(DtlsTerms.Change.FIRST);
    }

    @Test
    @DisplayName("DTLS-09 an actpass offer with the same keys and tls-id keeps role and association, whoever offers")
    void sameAssociation() {
        SessionDescription o2 = with(bob, "setup", "actpass");
        assertThat(DtlsTerms.askedBy(DtlsSide.of(o2, o2.media().getFirst()), Optional.of(first)))
                .isEmpty();
        Setup keeps = DtlsSetup.answer(Optional.of(Setup.ACTPASS), Optional.of(first.role()))
                .orElseThrow();
        assertThat(keeps).isEqualTo(Setup.PASSIVE);

        assertThat(changes(with(alice, "setup", keeps.value()), o2, false)).isEmpty();
        assertThat(changes(alice, bob, true)).isEmpty();
    }

    @Test
    @DisplayName("DTLS-10 changed roles, fingerprints or tls-ids begin a new association")
    void newAssociation() {
        assertThat(changes(with(alice, "setup", "active"), with(bob, "setup", "actpass"), false))
                .containsExactly(DtlsTerms.Change.ROLE);
        assertThat(changes(alice, with(bob, "fingerprint", "sha-256 " + Samples.SHA256_A), true))
                .containsExactly(DtlsTerms.Change.REMOTE_FINGERPRINTS);
        assertThat(changes(
                        alice,
                        bob.mapMedia(0, m -> m.with(Attribute.of("fingerprint", "sha-256 " + Samples.SHA256_A))),
                        true))
                .containsExactly(DtlsTerms.Change.REMOTE_FINGERPRINTS);
        assertThat(changes(with(alice, "tls-id", Samples.TLS_ID_B), bob, true))
                .containsExactly(DtlsTerms.Change.LOCAL_TLS_ID);
        assertThat(changes(alice, with(bob, "tls-id", Samples.TLS_ID_A), true))
                .containsExactly(DtlsTerms.Change.REMOTE_TLS_ID);
    }

    @Test
    @DisplayName("DTLS-09 the peer's offer alone tells whether it asks for a new association")
    void asked() {
        SessionDescription newId = with(with(bob, "setup", "actpass"), "tls-id", Samples.TLS_ID_A);
        assertThat(DtlsTerms.askedBy(DtlsSide.of(newId, newId.media().getFirst()), Optional.of(first)))
                .containsExactly(DtlsTerms.Change.REMOTE_TLS_ID);
        SessionDescription passive = with(bob, "setup", "passive");
        assertThat(DtlsTerms.askedBy(DtlsSide.of(passive, passive.media().getFirst()), Optional.of(first)))
                .containsExactly(DtlsTerms.Change.ROLE);
        assertThat(DtlsTerms.askedBy(DtlsSide.of(bob, bob.media().getFirst()), Optional.empty()))
                .containsExactly(DtlsTerms.Change.FIRST);
    }

    @Test
    @DisplayName("DTLS-11 without tls-id a changed ufrag means nothing, a changed address does")
    void withoutTlsId() {
        SessionDescription local = alice.mapMedia(0, m -> m.without("tls-id"));
        SessionDescription remote = bob.mapMedia(0, m -> m.without("tls-id"));
        DtlsTerms before = DtlsTerms.of(local, remote, 0, true).orElseThrow();
        SessionDescription restarted = with(remote, "ice-ufrag", "new8");
        assertThat(DtlsTerms.of(local, restarted, 0, true).orElseThrow().since(Optional.of(before)))
                .isEmpty();

        SessionDescription bare = remote.mapMedia(0, m -> m.without("ice-ufrag"));
        DtlsTerms bareBefore = DtlsTerms.of(local, bare, 0, true).orElseThrow();
        SessionDescription moved = bare.mapMedia(0, m -> m.withPort(50002));
        assertThat(DtlsTerms.of(local, moved, 0, true).orElseThrow().since(Optional.of(bareBefore)))
                .containsExactly(DtlsTerms.Change.REMOTE_ADDRESS);
    }

    @Test
    @DisplayName("DTLS-13 with ICE a changed default destination is no new association")
    void candidateSwitch() {
        assertThat(changes(alice, bob.mapMedia(0, m -> m.withPort(50002)), true))
                .isEmpty();
    }

    @Test
    @DisplayName("DTLS-12 a=connection says nothing about an association")
    void connectionAttribute() {
        assertThat(changes(alice, with(bob, "connection", "new"), true)).isEmpty();
        assertThat(changes(with(alice, "connection", "existing"), bob, true)).isEmpty();
        assertThat(Samples.msecOffer().toString()).doesNotContain("a=connection");
    }

    @Test
    @DisplayName("DTLS-10 there are no terms for rejected streams or without fingerprints")
    void noTerms() {
        assertThat(DtlsTerms.of(alice, bob.mapMedia(0, m -> m.withPort(0)), 0, true))
                .isEmpty();
        assertThat(DtlsTerms.of(alice, bob.mapMedia(0, m -> m.without("fingerprint")), 0, true))
                .isEmpty();
        assertThat(DtlsTerms.of(alice, bob, 1, true)).isEmpty();
    }
}
