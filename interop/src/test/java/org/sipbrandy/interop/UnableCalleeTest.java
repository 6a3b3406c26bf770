package org.sipbrandy.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code brandy call} to callees, played by SIPp, that cannot do what it asks for: each call ends in order. */
class UnableCalleeTest {
    private static final int REFUSED = 4;
    private static final int NOT_ANSWERED = 3;

    @TempDir
    private static Path folder;

    private static Path home;

    @BeforeAll
    static void identity() {
        home = Brandy.home(folder, "sip:alice@brandy.example");
    }

    private static void call(String scenario, String transport, String policy, int exit, String reason) {
        try (var callee = Sipp.callee(folder, scenario, transport);
                var caller = Brandy.start(
                        Host.LOOPBACK,
                        home,
                        "call",
                        "sip:peer@127.0.0.1:" + callee.port() + ";transport=" + transport,
                        "--policy",
                        policy)) {
            int code = caller.awaitExit();
            assertThat(callee.awaitExit()).as("SIPp: %s", callee.transcript()).isZero();
            assertThat(code).as("exit code %s", caller.transcript()).isEqualTo(exit);
            if (!reason.isEmpty()) {
                assertThat(caller.level()).as(caller.transcript()).isEqualTo("refused");
                assertThat(caller.reasons()).hasToString("[" + reason + "]");
            }
            assertThat(caller.events("call.ended")).hasSize(1);
            assertThat(caller.events("call.media")).isEmpty();
            assertThat(caller.events("call.established")).isEmpty();
        }
    }

    @Test
    @DisplayName("MSEC-24 a callee without 100rel answers 420, and the caller says peer-not-capable")
    void badExtension() {
        call("uas-420", "tcp", "require", REFUSED, "peer-not-capable");
    }

    @Test
    @DisplayName("SIP-01 over UDP, an INVITE too large for a datagram reaches its callee all the same")
    void overUdp() {
        call("uas-420", "udp", "require", REFUSED, "peer-not-capable");
    }

    @DisplayName("MSEC-10 a callee that answers with plain RTP is acknowledged and sent BYE")
    @ParameterizedTest(name = "{arguments}")
    @ValueSource(strings = {"require", "prefer"})
    void plain(String policy) {
        call("uas-plain", "tcp", policy, REFUSED, "media-not-protected");
    }

    @DisplayName("MSEC-04 a callee that answers without a fingerprint is sent BYE")
    @ParameterizedTest(name = "{arguments}")
    @ValueSource(strings = {"require", "prefer"})
    void noFingerprint(String policy) {
        call("uas-no-fingerprint", "tcp", policy, REFUSED, "fingerprint-missing");
    }

    @Test
    @DisplayName("a callee that takes the call and rejects its stream is sent BYE")
    void portZero() {
        call("uas-port-zero", "tcp", "prefer", REFUSED, "peer-not-capable");
    }

    @Test
    @DisplayName("a callee that refuses the profile with 488 cannot do what the policy asks for")
    void notAcceptable() {
        call("uas-488", "tcp", "prefer", REFUSED, "peer-not-capable");
    }

    @Test
    @DisplayName("MSEC-10 CONN-31 SIP-19 without a signed UPDATE the caller hangs up, and says why in Reason")
    void unsigned() {
        call("uas-unsigned", "tcp", "require", REFUSED, "answer-not-signed");
    }

    @Test
    @DisplayName("MSEC-10 SIP-05 SIP-19 plain RTP in a reliable 183 is acknowledged by PRACK and answered with CANCEL")
    void plainEarly() {
        call("uas-plain-early", "tcp", "require", REFUSED, "media-not-protected");
    }

    @Test
    @DisplayName("a busy callee is no matter of security: exit code 3")
    void busy() {
        call("uas-busy", "tcp", "require", NOT_ANSWERED, "");
    }
}
