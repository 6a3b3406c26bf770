package org.sipbrandy.stir.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sipbrandy.stir.StirParseException;

class CanonicalIdentityTest {
    private static String canonical(String uri) {
        CanonicalIdentity identity = CanonicalIdentity.of(uri);
        return identity.type() + " " + identity.value();
    }

    @Test
    @DisplayName("CANON-04 nothing after the host, no password, no port")
    void stripped() {
        assertThat(canonical("sip:Al:pw@Ex.com:5061;transport=tcp?x=y")).isEqualTo("uri sip:al@ex.com");
        assertThat(canonical("sip:a@[2001:DB8::1]:5060;lr")).isEqualTo("uri sip:a@[2001:db8::1]");
        assertThat(canonical("sip:a;b=c@x.example?h=v")).isEqualTo("uri sip:a;b=c@x.example");
        assertThat(canonical("sip:x.example:5060")).isEqualTo("uri sip:x.example");
    }

    @Test
    @DisplayName("CANON-05 lower case, and only unreserved characters lose their escape")
    void escapes() {
        assertThat(canonical("SIP:%41lice@X")).isEqualTo("uri sip:alice@x");
        assertThat(canonical("sip:a%40b%7e@X")).isEqualTo("uri sip:a%40b~@x");
    }

    @Test
    @DisplayName("CANON-06 the scheme is kept")
    void scheme() {
        assertThat(canonical("SIPS:Bob@Example.com")).isEqualTo("uri sips:bob@example.com");
    }

    @Test
    @DisplayName("CANON-08 escapes that remain have upper-case digits")
    void remainingEscapes() {
        assertThat(canonical("sip:A%2fb@x")).isEqualTo("uri sip:a%2Fb@x");
    }

    @Test
    @DisplayName("CANON-01, CANON-09, CANON-10 a number is its digits, however it is written")
    void numbers() {
        for (String uri : List.of(
                "tel:+1-(215).555.1212",
                "tel:+12155551212;phone-context=example.com",
                "TEL:+1215-555-1212;ext=5",
                "sip:+1-215-555-1212@carrier.example;user=phone",
                "sip:+12155551212;ext=5@carrier.example;user=phone",
                "sip:12155551212@carrier.example:5061;USER=Phone;x=y?a=b",
                "sip:+1(215)5551212@carrier.example")) {
            assertThat(canonical(uri)).as(uri).isEqualTo("tn 12155551212");
        }
        assertThat(canonical("tel:*67%2312")).isEqualTo("tn *67#12");
    }

    @Test
    @DisplayName("CANON-03, CANON-07, STIR-AS-03 what is not a number, or not said to be one, is a URI")
    void uris() {
        assertThat(canonical("sip:1234abc@x.example")).isEqualTo("uri sip:1234abc@x.example");
        assertThat(canonical("sip:1234abc@x.example;user=phone")).isEqualTo("uri sip:1234abc@x.example");
        assertThat(canonical("sip:12345@x.example")).isEqualTo("uri sip:12345@x.example");
        assertThat(canonical("sip:+1234567890123456@x.example")).isEqualTo("uri sip:+1234567890123456@x.example");
        NumberPolicy bare = new NumberPolicy(false, true, Optional.empty());
        assertThat(CanonicalIdentity.of("sip:12345@x.example", bare).type()).isEqualTo("tn");
        assertThat(CanonicalIdentity.of("sip:+12345@x.example", new NumberPolicy(false, false, Optional.empty()))
                        .type())
                .isEqualTo("uri");
    }

    @ParameterizedTest
    @DisplayName("CANON-02 a number as dialled at home becomes E.164; service numbers stay as they are")
    @CsvSource({
        "US, tel:2155551212, 12155551212",
        "US, tel:215-555-1212;phone-context=+1, 12155551212",
        "US, tel:12155551212, 12155551212",
        "US, tel:011442079460000, 442079460000",
        "US, tel:+442079460000, 442079460000",
        "US, tel:911, 911",
        "DE, tel:030901820, 4930901820",
        "DE, tel:004930901820, 4930901820",
        "DE, tel:112, 112",
        "DE, sip:+12155551212@x.example, 12155551212",
        "GB, sip:02079460000@x.example;user=phone, 442079460000",
        "IT, tel:0669821, 390669821"
    })
    void national(String home, String uri, String number) {
        var identity = CanonicalIdentity.of(uri, NumberPolicy.homeIn(home));
        assertThat(identity).isEqualTo(new TelephoneNumber(number));
    }

    @Test
    @DisplayName("CANON-02 a home that is no country is refused")
    void noCountry() {
        for (String home : List.of("", "us", "ZZ", "USA", "1")) {
            assertThatThrownBy(() -> NumberPolicy.homeIn(home)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    @DisplayName("ANON-06 a URI of anonymous.invalid names nobody")
    void anonymous() {
        assertThat(CanonicalIdentity.of("sip:anonymous@Anonymous.invalid").anonymous())
                .isTrue();
        assertThat(CanonicalIdentity.of("sip:anonymous@example.com").anonymous())
                .isFalse();
        assertThat(CanonicalIdentity.of("sip:a@notanonymous.invalid").anonymous())
                .isFalse();
    }

    @Test
    @DisplayName("CANON-04 what is no SIP URI is refused")
    void malformed() {
        for (String uri : List.of(
                "",
                "sip:",
                "sip:@x",
                "sip:a@",
                "sip:a@b@c",
                "sip:%4@x",
                "sip:%zz@x",
                "sip:a b@x",
                "sip:a@x y",
                "sip::pw@x",
                "sip:a@[::1",
                "sip:a@[]",
                "http://x",
                "tel:",
                "tel:abc",
                "mailto:a@b",
                "sip:a\u00e9@x",
                "sip:<a>@x",
                "<sip:a@x>",
                "sip:a@x\r\nX",
                "sip:" + "a".repeat(2_000) + "@x")) {
            assertThatThrownBy(() -> CanonicalIdentity.of(uri)).as(uri).isInstanceOf(StirParseException.class);
        }
    }

    @Test
    @DisplayName("CANON-05 seeded URIs: canonical once is canonical for ever, and nothing else is thrown")
    void idempotent() {
        long seed = 8224;
        Random random = new Random(seed);
        String alphabet = "sip:tel@%4aF1-+.;=?user=phone[]#*<>\u00e9 ";
        for (int i = 0; i < 20_000; i++) {
            StringBuilder uri = new StringBuilder("sip:a%41@x.example;user=phone");
            for (int change = random.nextInt(5); change >= 0; change--) {
                char c = alphabet.charAt(random.nextInt(alphabet.length()));
                uri.insert(random.nextInt(uri.length()), c);
            }
            try {
                CanonicalIdentity identity = CanonicalIdentity.of(uri.toString());
                if (identity instanceof CanonicalUri canonical) {
                    assertThat(CanonicalIdentity.ofUri(canonical.value()))
                            .as("seed %d, round %d", seed, i)
                            .isEqualTo(canonical);
                }
            } catch (StirParseException e) {
                assertThat(e.reason()).isNotEmpty();
            }
        }
    }
}
