package org.sipbrandy.sip.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The Privacy header field (RFC 3323 §4.2). */
class PrivacyTest {
    private static Optional<Privacy> parse(String... fields) {
        var headers = Headers.builder();
        for (String field : fields) {
            headers.add(HeaderName.PRIVACY, field);
        }
        return Privacy.in(headers.build());
    }

    @ParameterizedTest
    @DisplayName("ANON-12 none stands alone, critical does not, nothing is said twice or is no token")
    @ValueSource(
            strings = {
                "none;id",
                "id; none",
                "none, header",
                "critical",
                "id;ID",
                "",
                ";",
                "id;",
                "id;;header",
                "i d",
                "id=1"
            })
    void refused(String field) {
        assertThatThrownBy(() -> parse(field)).isInstanceOf(SipParseException.class);
    }

    @ParameterizedTest
    @DisplayName("ANON-12 what may stand there is read, and written as it is to be")
    @CsvSource({
        "none, none, false",
        "NONE, none, false",
        "id, id, true",
        "' Header ; Id;critical', header;id;critical, true",
        "user, user, true",
        "header;session, header;session, false",
        "'id, header', id;header, true",
        "history, history, false"
    })
    void read(String field, String written, boolean hides) {
        var privacy = parse(field).orElseThrow();
        assertThat(privacy).hasToString(written);
        assertThat(privacy.hidesIdentity()).isEqualTo(hides);
    }

    @Test
    @DisplayName("ANON-12 several fields count as one")
    void several() {
        assertThat(parse("id", "header")).contains(Privacy.of(Privacy.ID, "header"));
        assertThatThrownBy(() -> parse("none", "id")).isInstanceOf(SipParseException.class);
        assertThat(parse()).isEmpty();
    }
}
