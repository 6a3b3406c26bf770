package org.sipbrandy.cli;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.sipbrandy.cli.passport.DecodedToken;
import org.sipbrandy.cli.text.Printable;
import org.sipbrandy.sip.message.ParseResult;
import org.sipbrandy.sip.message.SipMessage;
import org.sipbrandy.sip.message.SipParser;
import org.sipbrandy.stir.IdentityHeader;
import org.sipbrandy.stir.StirParseException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code brandy passport decode}: takes tokens apart. */
@Command(name = "decode", mixinStandardHelpOptions = true, description = "Shows tokens and what is odd about them.")
final class PassportDecode implements Callable<Integer> {
    @Parameters(
            paramLabel = "FILE",
            arity = "0..1",
            description = "token, Identity value or SIP message (default: stdin)")
    private @Nullable Path file;

    @Option(names = "--at", paramLabel = "TIME", description = "what iat is compared with (default: now)")
    private @Nullable String at;

    @Option(names = "--json", description = "one JSON object a token")
    private boolean json;

    @Override
    public Integer call() {
        var now = PassportInput.time(at);
        byte[] input = PassportInput.read(file);
        List<String> values = SipParser.parse(input) instanceof ParseResult.Parsed(SipMessage message)
                ? message.headers().identity()
                : List.of(bare(new String(input, StandardCharsets.ISO_8859_1)));
        if (values.isEmpty() || values.getFirst().isEmpty()) {
            throw new Failure(ExitCode.USAGE, "there is no token and no Identity header field in it");
        }
        for (String value : values) {
            show(value, now, json);
        }
        return ExitCode.DONE.number();
    }

    private static String bare(String text) {
        String line = text.strip();
        return line.regionMatches(true, 0, "Identity:", 0, 9)
                ? line.substring(9).strip()
                : line;
    }

    private static void show(String value, Instant now, boolean json) {
        var odd = new ArrayList<String>();
        Optional<IdentityHeader> field = Optional.empty();
        if (value.indexOf(';') >= 0) {
            try {
                field = Optional.of(IdentityHeader.parse(value));
            } catch (StirParseException e) {
                odd.add("header field: " + e.reason());
            }
        }
        int semicolon = value.indexOf(';');
        String token = semicolon < 0 ? value : value.substring(0, semicolon).strip();
        var decoded = DecodedToken.of(token, field, now);
        odd.addAll(decoded.odd());
        if (json) {
            System.out.println(new JsonLine()
                    .put("event", "passport.decoded")
                    .put(
                            "time",
                            Instant.now()
                                    .truncatedTo(java.time.temporal.ChronoUnit.MILLIS)
                                    .toString())
                    .put("header", decoded.header())
                    .put("payload", decoded.payload())
                    .put("odd", odd));
            return;
        }
        System.out.println("header   " + Printable.text(decoded.header()));
        System.out.println("payload  " + Printable.text(decoded.payload()));
        odd.forEach(one -> System.out.println("odd      " + Printable.text(one)));
    }
}
