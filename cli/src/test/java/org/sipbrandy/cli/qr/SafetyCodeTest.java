package org.sipbrandy.cli.qr;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SafetyCodeTest {
    private static final String NUMBER = "43226 58024 81327 49161 21284 99645 75079 94752 76328 76519 04666 63779";
    private static final String DIGITS = NUMBER.replace(" ", "");

    @ParameterizedTest
    @DisplayName("AUTHZ-05 what a terminal shows is read again: address and sixty digits, as trust verify takes them")
    @ValueSource(
            strings = {
                "sip:bob@example.com",
                "12155551212",
                "sip:a-rather-long-name.of-somebody@a.rather-long.domain.of.some.organisation.example.com",
                "sip:%C3%BC@xn--bcher-kva.example"
            })
    void terminal(String identity) {
        var code = SafetyCode.of(identity, NUMBER).orElseThrow();
        assertThat(code.text()).isEqualTo(identity + " " + DIGITS);
        var lines = HalfBlocks.of(code, false);
        assertThat(lines).allMatch(line -> line.length() == code.size()).hasSize((code.size() + 1) / 2);
        assertThat(Scanner.read(lines)).isEqualTo(code.text());
        assertThat(lines.getFirst()).as("fits a terminal").hasSizeLessThanOrEqualTo(80);
    }

    @Test
    @DisplayName("in colours it is drawn dark on light, and each line ends them")
    void colours() {
        var code = SafetyCode.of("sip:bob@example.com", NUMBER).orElseThrow();
        var lines = HalfBlocks.of(code, true);
        assertThat(lines).allMatch(line -> line.startsWith("\u001b[30;107m") && line.endsWith("\u001b[0m"));
        var plain = lines.stream()
                .map(line -> line.replaceAll("\u001b\\[[0-9;]*m", ""))
                .toList();
        String read = Scanner.read(code.size(), (x, y) -> {
            char block = y / 2 < plain.size() ? plain.get(y / 2).charAt(x) : ' ';
            return block == '█' || block == (y % 2 == 0 ? '▀' : '▄');
        });
        assertThat(read).isEqualTo(code.text());
    }

    @Test
    @DisplayName("an address that is too long for a code has none")
    void tooLong() {
        assertThat(SafetyCode.of("sip:" + "b".repeat(400) + "@example.com", NUMBER))
                .isEmpty();
    }
}
