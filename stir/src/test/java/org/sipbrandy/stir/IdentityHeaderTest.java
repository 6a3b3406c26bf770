package org.sipbrandy.stir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.sipbrandy.stir.passport.KnownAnswers;
import org.sipbrandy.stir.passport.Passport;

class IdentityHeaderTest {
    @Test
    @DisplayName("STIR-AS-11, STIR-AS-12, MSEC-02 info in angle brackets, alg=ES256, ppt=msec as a token")
    void written() {
        String value =
                IdentityHeader.of(Passport.parse(KnownAnswers.CALL_TOKEN)).toString();
        assertThat(value).isEqualTo(KnownAnswers.CALL_TOKEN + ";info=<" + KnownAnswers.X5U + ">;alg=ES256;ppt=msec");
        assertThat(IdentityHeader.parse(value).toString()).isEqualTo(value);
    }

    @Test
    @DisplayName("STIR-VS-29 ppt quoted or not, unknown parameters kept, any order, spaces")
    void tolerated() {
        IdentityHeader header = IdentityHeader.parse(
                " ..ab-_ ; canon=\"a;b\\\"c\" ;PPT = \"msec\"; lone ;info = <cid:a@b> ; x=[::1] ;Alg=ES256 ");
        assertThat(header.token()).isEqualTo("..ab-_");
        assertThat(header.info()).isEqualTo("cid:a@b");
        assertThat(header.alg()).isEqualTo(Optional.of("ES256"));
        assertThat(header.ppt()).isEqualTo(Optional.of("msec"));
        assertThat(header.others()).containsExactly("canon=\"a;b\\\"c\"", "lone", "x=[::1]");
        assertThat(IdentityHeader.parse(header.toString())).isEqualTo(header);
    }

    @Test
    @DisplayName("STIR-VS-30 both alphabets of base64 are read")
    void alphabets() {
        assertThat(IdentityHeader.parse("aZ0/+-_.b.c;info=<https://x>").token()).isEqualTo("aZ0/+-_.b.c");
    }

    @Test
    @DisplayName("STIR-AS-11 what is not of the form is refused")
    void refused() {
        for (String value : List.of(
                "",
                ";info=<https://x>",
                "a",
                "a;",
                "a;info",
                "a;info=",
                "a;info=https://x",
                "a;info=<>",
                "a;info=<x>",
                "a;info=<https://x",
                "a;info=<https:>",
                "a;info=<https://x y>",
                "a;info=<https://x>;",
                "a;alg=ES256",
                "a;info=<https://x>;info=<https://x>",
                "a;info=<https://x>;ppt=msec;ppt=msec",
                "a;info=<https://x>;ppt",
                "a;info=<https://x>;ppt=\"msec",
                "a;info=<https://x>;ppt=",
                "a=;info=<https://x>",
                "a b;info=<https://x>",
                "a;info=<https://x> junk",
                "a;info=<https://x>\r\nX: y",
                "a;info=<https://x>, b;info=<https://y>",
                "a;info=<https://x>" + ";p".repeat(40),
                "a".repeat(70_000) + ";info=<https://x>")) {
            assertThatThrownBy(() -> IdentityHeader.parse(value)).as(value).isInstanceOf(StirParseException.class);
        }
    }

    @Test
    @DisplayName("STIR-AS-10 Date is written and read in its one form")
    void date() {
        java.time.Instant time = java.time.Instant.ofEpochSecond(KnownAnswers.IAT);
        assertThat(DateField.format(time)).isEqualTo(KnownAnswers.DATE);
        assertThat(DateField.parse(KnownAnswers.DATE)).contains(time);
        assertThat(DateField.format(time.plusSeconds(10 * 86_400))).isEqualTo("Mon, 05 Oct 2015 19:12:25 GMT");
        for (String value : List.of(
                "",
                "now",
                "Sat, 25 Sep 2015 19:12:25 GMT",
                "Fri, 25 Sep 2015 19:12:25 UTC",
                "1443208345",
                "Fri, 25 Sep 2015 19:12:61 GMT",
                "Wed, 30 Feb 2015 00:00:00 GMT",
                "Fri, 25 Sep 2015 19:12:25 GMT x")) {
            assertThat(DateField.parse(value)).as(value).isEmpty();
        }
    }
}
