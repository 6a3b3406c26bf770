package org.sipbrandy.ice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class AddressTest {
    @Test
    @DisplayName("literals are read and written as RFC 5952 has it")
    void literals() {
        for (String[] pair : new String[][] {
            {"192.0.2.1", "192.0.2.1"},
            {"2001:DB8:0:0:1:0:0:1", "2001:db8::1:0:0:1"},
            {"2001:db8:0:1:1:1:1:1", "2001:db8:0:1:1:1:1:1"},
            {"2001:0:0:1:0:0:0:1", "2001:0:0:1::1"},
            {"::", "::"},
            {"::1", "::1"},
            {"1::", "1::"},
            {"[fe80::1]", "fe80::1"},
            {"::ffff:192.0.2.1", "::ffff:192.0.2.1"},
            {"64:ff9b::192.0.2.33", "64:ff9b::c000:221"},
        }) {
            assertThat(IpAddress.parse(pair[0])).hasToString(pair[1]);
        }
    }

    @Test
    @DisplayName("ICE-02 names and what only looks like an address are refused")
    void refused() {
        for (String text : List.of(
                "",
                "host.example",
                "1.2.3",
                "1.2.3.4.5",
                "256.1.1.1",
                "01.2.3.4",
                "1.2.3.",
                ":",
                ":::",
                "1:2",
                "::1::",
                "1:2:3:4:5:6:7:8:9",
                "1:2:3:4:5:6:7::8:9",
                "12345::",
                "fe80::1%eth0",
                "::1.2.3",
                "1.2.3.4::",
                "1:",
                "[::1",
                "a".repeat(100))) {
            assertThatThrownBy(() -> IpAddress.parse(text)).as(text).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    @DisplayName("every address is read back from its text")
    void roundTrip() {
        Random random = new Random(5952);
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = new byte[random.nextBoolean() ? 4 : 16];
            for (int j = 0; j < bytes.length; j++) {
                bytes[j] = random.nextInt(3) == 0 ? (byte) random.nextInt() : 0;
            }
            IpAddress address = IpAddress.of(bytes);
            assertThat(IpAddress.parse(address.toString())).isEqualTo(address);
            assertThat(address.bytes()).isEqualTo(bytes);
            TransportAddress socket = new TransportAddress(address, random.nextInt(65536));
            assertThat(TransportAddress.parse(socket.toString())).isEqualTo(socket);
        }
    }

    @Test
    @DisplayName("random text gives an address or the documented exception")
    void randomText() {
        Random random = new Random(1);
        int read = 0;
        for (int i = 0; i < 100_000; i++) {
            char[] text = new char[random.nextInt(12)];
            for (int j = 0; j < text.length; j++) {
                text[j] = ":::.1f0[]%g".charAt(random.nextInt(11));
            }
            try {
                IpAddress.parse(new String(text));
                read++;
            } catch (IllegalArgumentException e) {
                assertThat(e).hasMessage("not an IP address");
            }
        }
        assertThat(read).isPositive();
    }

    @Test
    @DisplayName("an IPv4-mapped address is told apart from the IPv4 address within")
    void mapped() {
        IpAddress mapped = IpAddress.parse("::ffff:192.0.2.1");
        assertThat(mapped.isV4Mapped()).isTrue();
        assertThat(mapped.unmapped()).isEqualTo(IpAddress.parse("192.0.2.1")).isNotEqualTo(mapped);
    }

    @Test
    @DisplayName("ICE-03 priorities are those of RFC 8445 §5.1.2.1 and unique; the families alternate")
    void priorities() {
        assertThat(CandidatePriority.of(CandidateType.HOST, 65535, 1)).isEqualTo(2130706431L);
        List<Candidate> candidates =
                HostCandidates.of(sockets("192.0.2.1", "192.0.2.2", "2001:db8::1", "2001:db8::2"), 1, false);
        assertThat(candidates).extracting(c -> c.address().address().isV6()).containsExactly(true, false, true, false);
        assertThat(candidates).isSortedAccordingTo((a, b) -> Long.compare(b.priority(), a.priority()));
        assertThat(candidates).extracting(Candidate::priority).doesNotHaveDuplicates();
        assertThat(candidates).extracting(Candidate::foundation).doesNotHaveDuplicates();
    }

    @Test
    @DisplayName("ICE-02 loopback and addresses that cannot be candidates are left out")
    void excluded() {
        List<TransportAddress> sockets = sockets(
                "127.0.0.1", "::1", "0.0.0.0", "::", "224.0.0.1", "ff02::1", "::ffff:1.2.3.4", "fec0::1", "10.0.0.1");
        assertThat(HostCandidates.of(sockets, 1, false))
                .extracting(c -> c.address().address().toString())
                .containsExactly("10.0.0.1");
        assertThat(HostCandidates.of(sockets, 1, true)).hasSize(3);
    }

    @Test
    @DisplayName("ICE-01 credentials have the lengths of RFC 8839 §5.4, are new each time and keep the password hidden")
    void credentials() {
        java.security.SecureRandom random = new java.security.SecureRandom();
        ShortTermCredential one = ShortTermCredential.generate(random);
        assertThat(one.ufrag().length()).isBetween(4, 32);
        assertThat(one.password().length()).isBetween(22, 256);
        assertThat(ShortTermCredential.generate(random)).isNotEqualTo(one);
        assertThat(one.toString()).doesNotContain(one.password());
        assertThatThrownBy(() -> new ShortTermCredential("abc", "x".repeat(22)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new ShortTermCredential("abcd", "x".repeat(21)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new ShortTermCredential("ab:d", "x".repeat(22)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static List<TransportAddress> sockets(String... literals) {
        return Arrays.stream(literals)
                .map(literal -> TransportAddress.of(literal, 4000))
                .toList();
    }
}
