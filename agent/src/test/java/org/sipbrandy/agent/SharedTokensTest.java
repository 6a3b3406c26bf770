package org.sipbrandy.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.sipbrandy.agent.store.Home;
import org.sipbrandy.call.CallEvent;
import org.sipbrandy.sip.transport.Transport;

/** Two agents of one name that share a database, as behind a proxy that balances load. */
@Timeout(60)
class SharedTokensTest {
    private static final String BOB = "sip:bob@example.com";

    @TempDir
    Path folder;

    /** Sends a request over a connection of its own; the final response as text. */
    private static String answer(UserAgent agent, byte[] request) throws Exception {
        try (var socket = new Socket("127.0.0.1", Agents.port(agent));
                var in = new BufferedReader(
                        new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1))) {
            socket.setSoTimeout(30_000);
            socket.getOutputStream().write(request);
            var head = new StringBuilder();
            String line;
            while ((line = in.readLine()) != null) {
                head.append(line).append('\n');
                if (line.isEmpty()) {
                    if (!head.toString().startsWith("SIP/2.0 1")) {
                        return head.toString();
                    }
                    head.setLength(0);
                }
            }
            throw new AssertionError("the connection ended: " + head);
        }
    }

    private static byte[] inAnotherCall(byte[] invite) {
        String text = new String(invite, StandardCharsets.ISO_8859_1);
        return text.replaceFirst("Call-ID: [^\r]*", "Call-ID: another@call.invalid")
                .replaceFirst("branch=z9hG4bK[^;\r]*", "branch=z9hG4bKanother")
                .getBytes(StandardCharsets.ISO_8859_1);
    }

    @Test
    @DisplayName("STIR-VS-23 a signature that one agent accepted is refused by the other in another call")
    void replayed() throws Exception {
        var log = new SipLog();
        try (var database = Home.open(folder).database();
                var one = Agents.answering(BOB, Transport.TCP, Agents.audio(), (call, event) -> {})
                        .knownPeers(database.peers())
                        .seenTokens(database.tokens())
                        .capture(log)
                        .start();
                var two = Agents.answering(BOB, Transport.TCP, Agents.audio(), (call, event) -> {})
                        .knownPeers(database.peers())
                        .seenTokens(database.tokens())
                        .start();
                var alice = Agents.of("sip:alice@example.com").start()) {
            var events = new Agents.Events();
            var call = alice.call("sip:bob@127.0.0.1:" + Agents.port(one) + ";transport=tcp", Agents.audio(), events);
            events.await(CallEvent.Established.class);
            var invite = log.requests(false, "INVITE").getFirst().message().encode();
            call.hangUp();
            events.await(CallEvent.Ended.class);

            var refusal = answer(two, inAnotherCall(invite));
            assertThat(refusal).startsWith("SIP/2.0 438 ").contains("replayed");
            // the refusal leaves before the call is forgotten
            Awaitility.await()
                    .atMost(Duration.ofSeconds(10))
                    .until(() -> two.calls().isEmpty());
        }
    }

    @Test
    @DisplayName("a caller is refused while the database cannot be asked, and nobody waits for it")
    void databaseGone() throws Exception {
        var ended = new Agents.Events();
        try (var database = Home.open(folder).database();
                var bob = Agents.answering(BOB, Transport.TCP, Agents.audio(), ended)
                        .knownPeers(database.peers())
                        .seenTokens(database.tokens())
                        .start();
                var alice = Agents.of("sip:alice@example.com").start()) {
            database.close();
            var events = new Agents.Events();
            alice.call("sip:bob@127.0.0.1:" + Agents.port(bob) + ";transport=tcp", Agents.audio(), events);
            assertThat(events.await(CallEvent.Ended.class).status()).isEqualTo(500);
            assertThat(ended.await(CallEvent.Ended.class).verdict().reasons())
                    .extracting(reason -> reason.code())
                    .contains("store-unavailable");
        }
    }
}
