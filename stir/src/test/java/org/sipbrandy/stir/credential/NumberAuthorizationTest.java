package org.sipbrandy.stir.credential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sipbrandy.stir.StirParseException;
import org.sipbrandy.stir.identity.TelephoneNumber;

class NumberAuthorizationTest {
    private static NumberAuthorization of(NumberEntry... entries) {
        return new NumberAuthorization(List.of(entries));
    }

    @Test
    @DisplayName("CRED-09 a list is written as RFC 8226 §9 has it, with explicit tags, and read back")
    void known() {
        var list = of(
                new NumberEntry.Provider("1234"),
                new NumberEntry.Range("12155551200", 100),
                new NumberEntry.One("12025550100"));
        // 30 len: [0]{IA5 "1234"} [1]{SEQUENCE{IA5, INTEGER 100}} [2]{IA5}
        assertThat(HexFormat.of().formatHex(list.toDer()))
                .isEqualTo("302b" + "a006" + "160431323334" + "a112" + "3010" + "160b3132313535353531323030" + "020164"
                        + "a20d" + "160b3132303235353530313030");
        assertThat(NumberAuthorization.parse(list.toDer())).isEqualTo(list);
    }

    @ParameterizedTest
    @DisplayName("CRED-09 a number is covered by itself and by a range of its own length, never by a provider")
    @CsvSource({
        "12155551200, true",
        "12155551299, true",
        "12155551300, false",
        "12155551199, false",
        "2155551250, false",
        "012155551250, false",
        "12025550100, true",
        "12025550101, false",
        "1234, false",
        "1215555125#, false"
    })
    void covers(String number, boolean covered) {
        var list = of(
                new NumberEntry.Provider("1234"),
                new NumberEntry.Range("12155551200", 100),
                new NumberEntry.One("12025550100"));
        assertThat(list.covers(new TelephoneNumber(number))).isEqualTo(covered);
    }

    @Test
    @DisplayName("CRED-10 a range of one, one that starts with a star, or one in which numbers grow longer is none")
    void badRanges() {
        assertThat(new NumberEntry.Range("10", 89).count()).isEqualTo(89);
        for (var bad : List.of("10/91", "10/90", "10/1", "10/0", "10/-5", "1*/3", "#1/3", "/3", "1234567890123456/3")) {
            var parts = bad.split("/", -1);
            assertThatThrownBy(() -> new NumberEntry.Range(parts[0], Long.parseLong(parts[1])))
                    .as(bad)
                    .isInstanceOf(IllegalArgumentException.class);
        }
        // the same from the wire: start 10, count 91
        byte[] wire = HexFormat.of().parseHex("300b" + "a109" + "3007" + "16023130" + "02015b");
        assertThatThrownBy(() -> NumberAuthorization.parse(wire)).isInstanceOf(StirParseException.class);
        byte[] good = HexFormat.of().parseHex("300b" + "a109" + "3007" + "16023130" + "020159");
        assertThat(NumberAuthorization.parse(good)).isEqualTo(of(new NumberEntry.Range("10", 89)));
    }

    @Test
    @DisplayName("CRED-13 a subordinate's list is within its issuer's, entry by entry")
    void within() {
        var issuer = of(new NumberEntry.Provider("77"), new NumberEntry.Range("12155551200", 100));
        assertThat(issuer.covers(of(new NumberEntry.One("12155551250")))).isTrue();
        assertThat(issuer.covers(of(new NumberEntry.Range("12155551250", 50)))).isTrue();
        assertThat(issuer.covers(of(new NumberEntry.Range("12155551250", 51)))).isFalse();
        assertThat(issuer.covers(of(new NumberEntry.Provider("77")))).isTrue();
        assertThat(issuer.covers(of(new NumberEntry.Provider("78")))).isFalse();
        assertThat(issuer.covers(of(new NumberEntry.One("12155551250"), new NumberEntry.One("1"))))
                .isFalse();
    }

    @Test
    @DisplayName("TORT-05 whatever is no list is refused as one thing")
    void junk() {
        for (String hex : List.of("", "00", "3000", "30", "0500", "3003a40130", "3004a2021600", "30ff", "a0021600")) {
            assertThatThrownBy(() -> NumberAuthorization.parse(HexFormat.of().parseHex(hex)))
                    .as(hex)
                    .isInstanceOf(StirParseException.class);
        }
    }
}
