package org.sipbrandy.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Calls with a phone that has ICE and DTLS-SRTP (with an RSA key), but neither PRACK, UPDATE nor Identity. */
class BaresipTest {
    private static final int REFUSED = 4;

    @TempDir
    private Path folder;

    private Link link;

    @BeforeEach
    void open() {
        link = Link.open();
    }

    @AfterEach
    void close() {
        link.close();
    }

    private Brandy call(String policy) {
        var home = Brandy.home(folder, "sip:alice@brandy.example");
        return Brandy.start(
                link.caller(),
                home,
                "call",
                "sip:phone@10.99.0.2:5060;transport=tcp",
                "--policy",
                policy,
                "--for",
                "3s");
    }

    private Brandy answer(String policy) {
        var home = Brandy.home(folder, "sip:bob@brandy.example");
        return Brandy.start(
                link.callee(),
                home,
                "answer",
                "--listen",
                "tcp:10.99.0.2:0",
                "--echo",
                "--policy",
                policy,
                "--max-calls",
                "1");
    }

    private static void mediaFlowed(Brandy brandy) {
        assertThat(brandy.events("call.media")).as(brandy.transcript()).isNotEmpty();
        var figures = brandy.events("call.media").getLast();
        assertThat(Integer.parseInt(String.valueOf(figures.get("received_packets"))))
                .as(brandy.transcript())
                .isGreaterThan(50);
        assertThat(figures.get("auth_failures")).isEqualTo("0");
        var established = brandy.await("call.established");
        assertThat(established.get("level")).isEqualTo("encrypted");
        assertThat(established.get("codec")).isEqualTo("PCMU");
    }

    @Test
    @DisplayName("MSEC-24 with --policy require the phone's 420 ends the call: peer-not-capable")
    void required() {
        try (var phone = Baresip.phone(link.callee(), folder);
                var caller = call("require")) {
            assertThat(caller.awaitExit())
                    .as("%s%s", caller.transcript(), phone.transcript())
                    .isEqualTo(REFUSED);
            assertThat(caller.reasons()).hasToString("[peer-not-capable]");
        }
    }

    @Test
    @DisplayName("MSEC-16 SRTP-01 with --policy off a call to the phone is encrypted, and both hear")
    void called() {
        try (var phone = Baresip.phone(link.callee(), folder);
                var caller = call("off")) {
            int code = caller.awaitExit();
            assertThat(code).as("%s%s", caller.transcript(), phone.transcript()).isZero();
            mediaFlowed(caller);
            phone.await("DTLS-SRTP complete");
            phone.await("incoming rtp for 'audio' established");
        }
    }

    @Test
    @DisplayName("MSEC-11 with --policy prefer the phone's 500 to a multipart body gets a plain INVITE; both hear")
    void calledPreferring() {
        try (var phone = Baresip.phone(link.callee(), folder);
                var caller = call("prefer")) {
            int code = caller.awaitExit();
            assertThat(code).as("%s%s", caller.transcript(), phone.transcript()).isZero();
            mediaFlowed(caller);
            assertThat(caller.reasons()).hasToString("[answer-not-signed]");
            phone.await("incoming rtp for 'audio' established");
        }
    }

    @Test
    @DisplayName("MSEC-11 with --policy prefer a call of the phone goes on as encrypted, and says so")
    void preferred() {
        try (var callee = answer("prefer");
                var phone = Baresip.calling(
                        link.caller(), folder, "sip:bob@10.99.0.2:" + callee.port("tcp") + ";transport=tcp")) {
            callee.await("call.established");
            phone.await("DTLS-SRTP complete");
            org.awaitility.Awaitility.await("media").atMost(Program.PATIENCE).untilAsserted(() -> mediaFlowed(callee));
            assertThat(callee.level()).isEqualTo("encrypted");
        }
    }

    @Test
    @DisplayName("STIR-VS-03 with --policy require a call of the phone is refused with 428")
    void refused() {
        try (var callee = answer("require");
                var phone = Baresip.calling(
                        link.caller(), folder, "sip:bob@10.99.0.2:" + callee.port("tcp") + ";transport=tcp")) {
            assertThat(callee.await("call.ended").get("status")).isEqualTo("428");
            assertThat(callee.reasons()).hasToString("[identity-missing]");
            phone.await("428 Use Identity Header");
        }
    }
}
