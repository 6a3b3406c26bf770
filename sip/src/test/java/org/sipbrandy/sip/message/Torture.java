package org.sipbrandy.sip.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The messages of RFC 4475 and RFC 5118. */
final class Torture {
    static final List<String> RFC_4475 = List.of(
            "badaspec",
            "badbranch",
            "baddate",
            "baddn",
            "badinv01",
            "badvers",
            "bcast",
            "bext01",
            "bigcode",
            "clerr",
            "cparam01",
            "cparam02",
            "dblreq",
            "esc01",
            "esc02",
            "escnull",
            "escruri",
            "insuf",
            "intmeth",
            "inv2543",
            "invut",
            "longreq",
            "ltgtruri",
            "lwsdisp",
            "lwsruri",
            "lwsstart",
            "mcl01",
            "mismatch01",
            "mismatch02",
            "mpart01",
            "multi01",
            "ncl",
            "noreason",
            "novelsc",
            "quotbal",
            "regaut01",
            "regbadct",
            "regescrt",
            "scalar02",
            "scalarlg",
            "sdp01",
            "semiuri",
            "transports",
            "trws",
            "unkscm",
            "unksm2",
            "unreason",
            "wsinv",
            "zeromf");

    static final List<String> RFC_5118 = List.of(
            "ipv6-good",
            "ipv6-bad",
            "port-ambiguous",
            "port-unambiguous",
            "via-received-param-with-delim",
            "via-received-param-no-delim",
            "ipv6-in-sdp",
            "mult-ip-in-header",
            "mult-ip-in-sdp",
            "ipv4-mapped-ipv6",
            "ipv6-bug-abnf-3-colons",
            "ipv6-correct-abnf-2-colons");

    private Torture() {}

    static byte[] octets(String name) {
        String folder = RFC_5118.contains(name) ? "rfc5118" : "rfc4475";
        @Nullable InputStream in = Torture.class.getResourceAsStream("/" + folder + "/" + name + ".dat");
        if (in == null) {
            throw new IllegalStateException("no message " + name);
        }
        try (in) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static SipRequest request(String name) {
        ParseResult result = SipParser.parse(octets(name));
        assertThat(result).as(name).isInstanceOf(ParseResult.Parsed.class);
        SipMessage message = ((ParseResult.Parsed) result).message();
        assertThat(message).isInstanceOf(SipRequest.class);
        return (SipRequest) message;
    }

    static SipResponse response(String name) {
        ParseResult result = SipParser.parse(octets(name));
        assertThat(result).as(name).isInstanceOf(ParseResult.Parsed.class);
        return (SipResponse) ((ParseResult.Parsed) result).message();
    }

    static ParseResult.Refused refused(String name) {
        ParseResult result = SipParser.parse(octets(name));
        assertThat(result).as(name).isInstanceOf(ParseResult.Refused.class);
        return (ParseResult.Refused) result;
    }
}
