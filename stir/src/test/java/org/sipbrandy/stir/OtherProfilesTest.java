package org.sipbrandy.stir;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sipbrandy.stir.passport.IdentityClaim;
import org.sipbrandy.stir.passport.Json;
import org.sipbrandy.stir.passport.PassportHeader;
import org.sipbrandy.stir.passport.PassportPayload;

/** The forms in which msec is said, and tokens of other profiles beside it. */
class OtherProfilesTest {
    private final Scene scene = new Scene();

    @ParameterizedTest
    @EnumSource
    @DisplayName("MSEC-02 MSEC-03 STIR-AS-13 each form of msec is signed in full and verifies as msec")
    void forms(MsecForm form) {
        var signed = (Signing.Signed) scene.sign(SigningOptions.msec(scene.name.url(), form));
        scene.identity.add(signed.identity().toString());
        assertThat(scene.outcome()).isEqualTo("msec");
        assertThat(signed.identity().token().split("\\.", -1)).hasSize(3).doesNotContain("");
        boolean claim = form != MsecForm.PPT;
        assertThat(signed.passport().payload().toJson().contains("\"msec\":true,\"orig\""))
                .isEqualTo(claim);
        assertThat(signed.identity().ppt().isPresent()).isEqualTo(form != MsecForm.CLAIM);
    }

    private void noted(String ppt, Map<String, Json> claims) {
        var payload = new PassportPayload(
                List.of("12155551213"),
                List.of(),
                Scene.NOW.getEpochSecond(),
                Optional.empty(),
                new IdentityClaim("tn", "12155551212"),
                claims);
        scene.signedBy(scene.alice, PassportHeader.of(scene.name.url(), Optional.of(ppt)), payload);
    }

    @ParameterizedTest
    @ValueSource(strings = {"shaken", "div", "rcd"})
    @DisplayName("MSEC-03 STIR-VS-02 a token of a carrier's profile is shown with its signer and counts for nothing")
    void others(String ppt) {
        noted(ppt, Map.of("attest", new Json.Text("A")));
        assertThat(scene.outcome()).isEqualTo("unsigned");
        assertThat(scene.verify().fields().getFirst().result())
                .isInstanceOfSatisfying(
                        FieldVerification.Result.Noted.class,
                        it -> assertThat(it.signer()).isEqualTo(Scene.ALICE));
        scene.signed();
        assertThat(scene.outcome()).isEqualTo("msec");
        scene.policy = scene.policy.withRequireIdentity(true);
        scene.identity.removeLast();
        assertThat(scene.outcome()).isEqualTo("428 Use Supported PASSporT Format / identity-missing");
    }

    @Test
    @DisplayName("MSEC-03 a claim msec in a shaken token does not make it msec")
    void neverMistaken() {
        noted("shaken", Map.of("msec", Json.Literal.TRUE));
        assertThat(scene.outcome()).isEqualTo("unsigned");
    }

    @Test
    @DisplayName("STIR-VS-02 a broken token of another profile is as if it were not there, and so is an unknown one")
    void brokenOthers() {
        noted("shaken", Map.of());
        var token = scene.identity.getFirst();
        int end = token.indexOf(';');
        char last = token.charAt(end - 2);
        scene.identity.set(0, token.substring(0, end - 2) + (last == 'A' ? 'B' : 'A') + token.substring(end - 1));
        noted("rsp", Map.of());
        assertThat(scene.verify().fields())
                .allSatisfy(field -> assertThat(field.result()).isInstanceOf(FieldVerification.Result.Ignored.class));
        assertThat(scene.outcome()).isEqualTo("unsigned");
    }
}
