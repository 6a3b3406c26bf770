package org.sipbrandy.agent.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.Security;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class CryptoProvidersTest {
    @Test
    @DisplayName("until the better providers are loaded, the platform's do")
    void before() {
        var providers = new CryptoProviders();
        for (var operation : CryptoOperation.values()) {
            assertThat(providers.provider(operation)).isEmpty();
            assertThat(providers.name(operation)).isNotBlank();
        }
    }

    @Test
    @DisplayName("once loaded, elliptic curves never stay with the platform, and the process's own list is as it was")
    void after() {
        var before = List.of(Security.getProviders());
        var providers = new CryptoProviders().loaded();
        assertThat(providers.provider(CryptoOperation.DTLS)).isPresent();
        assertThat(providers.provider(CryptoOperation.PASSPORT_VERIFICATION))
                .isEqualTo(providers.provider(CryptoOperation.DTLS));
        assertThat(providers.provider(CryptoOperation.PASSPORT_SIGNING)).isEmpty();
        assertThat(Security.getProviders()).containsExactlyElementsOf(before);
    }
}
