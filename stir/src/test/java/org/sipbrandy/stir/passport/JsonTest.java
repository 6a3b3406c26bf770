package org.sipbrandy.stir.passport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.sipbrandy.stir.StirParseException;

class JsonTest {
    private static Json read(String text) {
        return JsonReader.read(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    @DisplayName("PASS-04, PASS-05, PASS-06 no whitespace, members sorted at every level, literals in lower case")
    void canonical() {
        String written = CanonicalJson.write(
                read("{ \"b\" : [ true , { \"z\":null,\"a\":false } ],\n\t\"B\":1, \"a\":\"ABCDEF\", \"\":{} }"));
        assertThat(written).isEqualTo("{\"\":{},\"B\":1,\"a\":\"ABCDEF\",\"b\":[true,{\"a\":false,\"z\":null}]}");
    }

    @Test
    @DisplayName("PASS-05 order is that of code points, not of UTF-16")
    void codePointOrder() {
        assertThat(CanonicalJson.write(read("{\"\uD83D\uDE00\":1,\"\uFF5E\":2}")))
                .isEqualTo("{\"\uFF5E\":2,\"\uD83D\uDE00\":1}");
    }

    @Test
    @DisplayName("PASS-19 only quote, backslash and control characters are escaped")
    void escapes() {
        assertThat(CanonicalJson.write(new Json.Text("https://a/b?a=b&c<d>'\u00e9\u2028\u007f")))
                .isEqualTo("\"https://a/b?a=b&c<d>'\u00e9\u2028\u007f\"");
        assertThat(CanonicalJson.write(new Json.Text("\"\\\b\f\n\r\t\u0000\u001f")))
                .isEqualTo("\"\\\"\\\\\\b\\f\\n\\r\\t\\u0000\\u001f\"");
        assertThat(read("\"\\/\\u003d\"")).isEqualTo(new Json.Text("/="));
    }

    @Test
    @DisplayName("PASS-17 a member twice is refused at every level, however it is escaped")
    void duplicates() {
        for (String text : List.of("{\"a\":1,\"a\":1}", "{\"x\":{\"a\":1,\"\\u0061\":2}}", "[{\"a\":1,\"a\":2}]")) {
            assertThatThrownBy(() -> read(text)).as(text).isInstanceOf(StirParseException.class);
        }
    }

    @Test
    @DisplayName("PASS-04 what is not one value of RFC 8259 is refused")
    void refused() {
        for (String text : List.of(
                "",
                " ",
                "{",
                "{}{}",
                "{} x",
                "[1,]",
                "{\"a\":1,}",
                "{a:1}",
                "{'a':1}",
                "NaN",
                "01",
                "+1",
                "1.",
                "TRUE",
                "\"\\x41\"",
                "\"a\nb\"",
                "\"\\ud800\"",
                "\"\\udc00\\ud800\"",
                "/* */ {}",
                "// x\n{}",
                "# x\n{}",
                "\uFEFF{}",
                "[".repeat(40) + "]".repeat(40),
                "1".repeat(40))) {
            assertThatThrownBy(() -> read(text)).as(text).isInstanceOf(StirParseException.class);
        }
        byte[] utf16 = "{\"a\":1}".getBytes(StandardCharsets.UTF_16BE);
        byte[] broken = {'"', (byte) 0xC0, (byte) 0x80, '"'};
        assertThatThrownBy(() -> JsonReader.read(utf16)).isInstanceOf(StirParseException.class);
        assertThatThrownBy(() -> JsonReader.read(broken)).isInstanceOf(StirParseException.class);
        assertThatThrownBy(() -> JsonReader.read(new byte[70_000])).isInstanceOf(StirParseException.class);
    }

    @Test
    @DisplayName("PASS-07 an integer is told from what only equals one")
    void integers() {
        assertThat(new Json.Num("12").asLong()).hasValue(12);
        assertThat(new Json.Num("-12").asLong()).hasValue(-12);
        for (String text : List.of("12.0", "1e2", "-", "9999999999999999999")) {
            assertThat(new Json.Num(text).asLong()).as(text).isEmpty();
        }
    }

    @Test
    @DisplayName("PASS-05 seeded values: what is written is read back and written the same")
    void roundTrip() {
        long seed = 8225;
        Random random = new Random(seed);
        for (int i = 0; i < 5_000; i++) {
            byte[] bytes = KnownAnswers.CALL_PAYLOAD.getBytes(StandardCharsets.UTF_8);
            for (int change = random.nextInt(4); change >= 0; change--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            try {
                String written = CanonicalJson.write(JsonReader.read(bytes));
                assertThat(CanonicalJson.write(read(written)))
                        .as("seed %d, round %d", seed, i)
                        .isEqualTo(written);
            } catch (StirParseException e) {
                assertThat(e.reason()).isNotEmpty();
            }
        }
    }
}
