package org.sipbrandy.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.sipbrandy.call.SignalKeys.Binding;

class SignalKeysTest {
    private static final String ONE = "sha-256 AA:BB";
    private static final String OTHER = "sha-256 CC:DD";

    private static Binding binding(Set<String> described, Set<String> signed) {
        return new SignalKeys(described, signed, Optional.empty()).binding();
    }

    @Test
    @DisplayName("keys are signed only where a signature covers all that is described")
    void bindings() {
        assertThat(SignalKeys.NONE.binding()).isEqualTo(Binding.NONE);
        assertThat(binding(Set.of(ONE), Set.of())).isEqualTo(Binding.CLAIMED);
        assertThat(binding(Set.of(ONE), Set.of(ONE))).isEqualTo(Binding.SIGNED);
        assertThat(binding(Set.of(ONE), Set.of(ONE, OTHER))).isEqualTo(Binding.SIGNED);
        assertThat(binding(Set.of(ONE, OTHER), Set.of(ONE))).isEqualTo(Binding.CONTRADICTED);
        assertThat(binding(Set.of(OTHER), Set.of(ONE))).isEqualTo(Binding.CONTRADICTED);
        assertThat(binding(Set.of(), Set.of(ONE))).isEqualTo(Binding.CONTRADICTED);
    }
}
