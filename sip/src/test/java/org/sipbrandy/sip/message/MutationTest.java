package org.sipbrandy.sip.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Damaged torture messages: nothing but a result leaves the parser. */
class MutationTest {
    private static final long SEED = 20260101;
    private static final int ROUNDS = 400;

    private static byte[] damaged(byte[] octets, Random random) {
        byte[] out = octets.clone();
        for (int n = 1 + random.nextInt(4); n > 0 && out.length > 0; n--) {
            int at = random.nextInt(out.length);
            switch (random.nextInt(5)) {
                case 0 -> out[at] = (byte) random.nextInt(256);
                case 1 -> out = Arrays.copyOf(out, at);
                case 2 -> out[at] = (byte) "\r\n \t;,:<>\"\\@%[]?=&\0".charAt(random.nextInt(19));
                case 3 -> {
                    byte[] shorter = new byte[out.length - 1];
                    System.arraycopy(out, 0, shorter, 0, at);
                    System.arraycopy(out, at + 1, shorter, at, shorter.length - at);
                    out = shorter;
                }
                default -> {
                    int length = Math.min(random.nextInt(40), out.length - at);
                    System.arraycopy(out, at, out, random.nextInt(out.length - length + 1), length);
                }
            }
        }
        return out;
    }

    /** Asks for everything; only the documented exception may come. */
    private static void touch(SipMessage message) {
        Headers h = message.headers();
        List<Runnable> accessors = List.of(
                h::from,
                h::to,
                h::callId,
                h::cseq,
                h::topVia,
                h::vias,
                h::contacts,
                h::routes,
                h::recordRoutes,
                h::require,
                h::supported,
                h::allow,
                h::rseq,
                h::rack,
                h::maxForwards,
                h::contentType,
                h::contentDisposition,
                h::expires,
                h::retryAfter,
                h::date,
                h::identity,
                h::reason,
                h::warning,
                () -> h.list("Accept"));
        for (Runnable accessor : accessors) {
            try {
                accessor.run();
            } catch (SipParseException expected) {
                assertThat(expected.offset()).isNotNegative();
            }
        }
    }

    private static List<String> all() {
        List<String> names = new ArrayList<>(Torture.RFC_4475);
        names.addAll(Torture.RFC_5118);
        return names;
    }

    @Test
    @DisplayName(
            "TORT-02 24,400 damaged torture messages: never an exception, and what parses can be written and read again")
    void datagrams() {
        Random random = new Random(SEED);
        int parsed = 0;
        for (String name : all()) {
            byte[] octets = Torture.octets(name);
            for (int round = 0; round < ROUNDS; round++) {
                byte[] input = damaged(octets, random);
                ParseResult result = SipParser.parse(input);
                switch (result) {
                    case ParseResult.Parsed(SipMessage message) -> {
                        touch(message);
                        ParseResult again = SipParser.parse(message.encode());
                        assertThat(again)
                                .as("seed %d, %s, round %d", SEED, name, round)
                                .isEqualTo(new ParseResult.Parsed(message.withHeaders(
                                        ((ParseResult.Parsed) again).message().headers())));
                        if (message instanceof SipRequest request) {
                            assertThat(request.respond(200).toTag("t").build().encode())
                                    .isNotEmpty();
                        }
                        parsed++;
                    }
                    case ParseResult.Refused refused -> {
                        assertThat(refused.via().transport()).isNotEmpty();
                        assertThat(refused.response("t").encode()).isNotEmpty();
                    }
                    case ParseResult.Garbage garbage ->
                        assertThat(garbage.reason()).isNotEmpty();
                }
            }
        }
        assertThat(parsed).isGreaterThan(1_000);
    }

    @Test
    @DisplayName("TORT-06 damaged torture messages in random pieces on a stream: the decoder ends each wait")
    void streams() {
        Random random = new Random(SEED + 1);
        for (String name : all()) {
            byte[] octets = Torture.octets(name);
            for (int round = 0; round < ROUNDS / 4; round++) {
                byte[] input = damaged(octets, random);
                SipStreamDecoder decoder = SipStreamDecoder.accepted();
                int events = 0;
                for (int at = 0; at < input.length; ) {
                    int length = Math.min(1 + random.nextInt(200), input.length - at);
                    decoder.receive(input, at, length);
                    at += length;
                    while (decoder.poll() != null) {
                        events++;
                    }
                }
                assertThat(events).isLessThanOrEqualTo(input.length);
            }
        }
    }
}
