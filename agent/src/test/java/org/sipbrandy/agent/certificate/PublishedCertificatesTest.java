package org.sipbrandy.agent.certificate;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.sipbrandy.stir.credential.Credential;

/** What is under which path, and for how long. */
class PublishedCertificatesTest {
    private Instant now = Instant.parse("2026-11-24T12:00:00Z");
    private final PublishedCertificates published = new PublishedCertificates("a.example:8443", () -> now);

    private Credential credential(String aor) {
        return Credential.selfSigned(aor, new SecureRandom(), now.minusSeconds(60), Duration.ofDays(1));
    }

    private String publish(Credential credential) {
        String uri = published.uri(credential).orElseThrow();
        assertThat(uri).matches("https://a\\.example:8443/certificates/[0-9a-f]{64}\\.cer");
        return uri.substring("https://a.example:8443".length());
    }

    @Test
    @DisplayName("STIR-AS-20 a new certificate has a new URI, and the old one answers for a minute more")
    void rollover() {
        var first = credential("sip:alice@a.example");
        String old = publish(first);
        now = now.plus(Duration.ofDays(3));
        assertThat(published.find(old)).hasValueSatisfying(it -> {
            assertThat(it.type()).isEqualTo("application/pkix-cert");
            assertThat(it.content()).isEqualTo(first.certificate().der());
        });
        String other = publish(credential("sip:alice@a.example"));
        assertThat(other).isNotEqualTo(old);
        now = now.plusSeconds(60);
        assertThat(published.find(old)).isPresent();
        now = now.plusSeconds(1);
        assertThat(published.find(old)).isEmpty();
        assertThat(published.find(other)).isPresent();
    }

    @Test
    @DisplayName("who signs again with an earlier certificate has it published again; others keep theirs")
    void back() {
        var first = credential("sip:alice@a.example");
        String old = publish(first);
        String bobs = publish(credential("sip:bob@a.example"));
        publish(credential("sip:alice@a.example"));
        assertThat(publish(first)).isEqualTo(old);
        now = now.plusSeconds(100);
        assertThat(published.find(old)).isPresent();
        assertThat(published.find(bobs)).isPresent();
    }
}
