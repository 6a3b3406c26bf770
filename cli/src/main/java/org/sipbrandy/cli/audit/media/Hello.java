package org.sipbrandy.cli.audit.media;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What a ClientHello or ServerHello of DTLS says (RFC 6347 §4.2.1, RFC 9147 §5.3), as far as it matters here.
 *
 * @param random the same in a client's second hello
 * @param profiles of SRTP: all that are offered, or the one that was taken (RFC 5764 §4.1.1)
 * @param version the one that is chosen, or the highest that is offered
 */
record Hello(byte[] random, List<Integer> profiles, int version) {
    static final int DTLS_1_2 = 0xfefd;
    static final int DTLS_1_3 = 0xfefc;

    private static final int USE_SRTP = 14;
    private static final int SUPPORTED_VERSIONS = 43;

    static Optional<Hello> ofClient(byte[] body) {
        return new Reader(body).read(true);
    }

    static Optional<Hello> ofServer(byte[] body) {
        return new Reader(body).read(false);
    }

    private static final class Reader {
        private final byte[] body;
        private int at;

        Reader(byte[] body) {
            this.body = body;
        }

        Optional<Hello> read(boolean client) {
            try {
                return Optional.of(hello(client));
            } catch (ArrayIndexOutOfBoundsException | IllegalArgumentException _) {
                return Optional.empty(); // malformed: a number leads beyond its end
            }
        }

        private Hello hello(boolean client) {
            int version = Bytes.uint16(body, 0);
            byte[] random = Arrays.copyOfRange(body, 2, 34);
            at = 34;
            skip(1);
            if (client) {
                skip(1); // cookie
                skip(2); // cipher suites
                skip(1); // compression methods
            } else {
                at += 3; // cipher suite and compression method
            }
            List<Integer> profiles = List.of();
            if (at + 2 <= body.length) {
                int end = Math.min(body.length, at + 2 + Bytes.uint16(body, at));
                at += 2;
                while (at + 4 <= end) {
                    int type = Bytes.uint16(body, at);
                    int length = Bytes.uint16(body, at + 2);
                    at += 4;
                    if (type == USE_SRTP) {
                        profiles = profiles(at);
                    } else if (type == SUPPORTED_VERSIONS) {
                        version = version(at, length, client, version);
                    }
                    at += length;
                }
            }
            return new Hello(random, profiles, version);
        }

        /** Over a field that begins with its length of so many octets. */
        private void skip(int octets) {
            at += octets + (octets == 1 ? Bytes.uint8(body, at) : Bytes.uint16(body, at));
        }

        private List<Integer> profiles(int from) {
            var list = new ArrayList<Integer>();
            int length = Bytes.uint16(body, from);
            for (int i = 0; i + 1 < length; i += 2) {
                list.add(Bytes.uint16(body, from + 2 + i));
            }
            return List.copyOf(list);
        }

        private int version(int from, int length, boolean client, int otherwise) {
            if (!client) {
                return length == 2 ? Bytes.uint16(body, from) : otherwise;
            }
            for (int i = 1; i + 1 < length; i += 2) {
                if (Bytes.uint16(body, from + i) == DTLS_1_3) {
                    return DTLS_1_3;
                }
            }
            return otherwise;
        }
    }
}
