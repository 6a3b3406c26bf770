package org.sipbrandy.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One {@code brandy answer} that callers, played by SIPp, ask for all kinds of things; it goes on serving. */
class UnsignedCallerTest {
    @TempDir
    private static Path folder;

    private static Brandy callee;
    private static Path home;

    @BeforeAll
    static void listen() {
        home = Brandy.home(folder, "sip:bob@brandy.example");
        callee = Brandy.start(
                Host.LOOPBACK, home, "answer", "--listen", "udp:127.0.0.1:0", "--listen", "tcp:127.0.0.1:0");
        callee.port("tcp");
    }

    @AfterAll
    static void end() {
        callee.close();
    }

    private static void ask(Brandy whom, String scenario, String transport, int calls) {
        try (var caller = Sipp.caller(folder, scenario, transport, whom.port(transport), calls)) {
            assertThat(caller.awaitExit())
                    .as("SIPp: %s%s", caller.transcript(), whom.transcript())
                    .isZero();
        }
    }

    @AfterEach
    void stillServes() {
        ask(callee, "uac-options", "udp", 1);
    }

    @DisplayName("STIR-VS-03 an INVITE without Identity gets 428 Use Identity Header within 200 ms")
    @ParameterizedTest(name = "{arguments}")
    @ValueSource(strings = {"udp", "tcp"})
    void unsigned(String transport) {
        ask(callee, "uac-unsigned", transport, 5);
        assertThat(callee.reasons()).hasToString("[identity-missing]");
    }

    @DisplayName("CONN-29 OPTIONS says what the agent can do")
    @ParameterizedTest(name = "{arguments}")
    @ValueSource(strings = {"udp", "tcp"})
    void options(String transport) {
        ask(callee, "uac-options", transport, 3);
    }

    @DisplayName("SIP-06 an unknown extension gets 420, and Unsupported names it")
    @ParameterizedTest(name = "{arguments}")
    @ValueSource(strings = {"udp", "tcp"})
    void unknownExtension(String transport) {
        ask(callee, "uac-unknown-require", transport, 1);
    }

    @DisplayName("SIP-06 an unknown method gets 501")
    @ParameterizedTest(name = "{arguments}")
    @ValueSource(strings = {"udp", "tcp"})
    void unknownMethod(String transport) {
        ask(callee, "uac-unknown-method", transport, 1);
    }

    @Test
    @DisplayName("SIP-01 a datagram shorter than its Content-Length gets 400")
    void shortDatagram() {
        ask(callee, "uac-long-length", "udp", 1);
    }

    @DisplayName("TORT-06 a Content-Length that is no number gets 400")
    @ParameterizedTest(name = "{arguments}")
    @ValueSource(strings = {"udp", "tcp"})
    void notANumber(String transport) {
        ask(callee, "uac-bad-length", transport, 1);
    }

    @Test
    @DisplayName("SIP-05 CANCEL of a ringing call gets 200, the INVITE 487, and the next call is served")
    void cancelled() {
        try (var ringing = Brandy.start(
                Host.LOOPBACK,
                home,
                "answer",
                "--policy",
                "off",
                "--accept-after",
                "60s",
                "--listen",
                "udp:127.0.0.1:0",
                "--listen",
                "tcp:127.0.0.1:0")) {
            ask(ringing, "uac-cancel", "udp", 1);
            ask(ringing, "uac-cancel", "tcp", 2);
            assertThat(ringing.events("call.established")).isEmpty();
        }
    }

    @Test
    @DisplayName("MSEC-09 after all that a caller that signs is served confidentially")
    void signedCaller() {
        var alice = Brandy.home(folder, "sip:alice@brandy.example");
        ask(callee, "uac-bad-length", "tcp", 1);
        try (var caller = Brandy.start(
                Host.LOOPBACK,
                alice,
                "call",
                "sip:bob@127.0.0.1:" + callee.port("tcp") + ";transport=tcp",
                "--for",
                "1s")) {
            assertThat(caller.awaitExit()).as(caller.transcript()).isZero();
            assertThat(caller.level()).isEqualTo("confidential");
        }
    }
}
