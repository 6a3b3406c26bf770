package org.sipbrandy.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;
import org.sipbrandy.call.identity.Contents;
import org.sipbrandy.sip.message.ParseResult;
import org.sipbrandy.sip.message.SipMessage;
import org.sipbrandy.sip.message.SipParser;
import org.sipbrandy.sip.message.SipRequest;

/** Reads what the passport commands work on; whatever is wrong with it is one line. */
final class PassportInput {
    private static final int MAX_INPUT = 1 << 20;

    private PassportInput() {}

    /** @param file none, or {@code -}, for stdin */
    static byte[] read(@Nullable Path file) {
        try (var in = file == null || file.toString().equals("-") ? System.in : Files.newInputStream(file)) {
            byte[] octets = in.readNBytes(MAX_INPUT + 1);
            if (octets.length > MAX_INPUT) {
                throw new Failure(ExitCode.USAGE, "more than a mebibyte in " + (file == null ? "stdin" : file));
            }
            return octets;
        } catch (IOException _) {
            throw new Failure(ExitCode.USAGE, "cannot read " + file);
        }
    }

    static SipRequest request(Path file) {
        return switch (SipParser.parse(read(file))) {
            case ParseResult.Parsed(SipRequest request) -> request;
            case ParseResult.Parsed(SipMessage _) ->
                throw new Failure(ExitCode.USAGE, file + " holds a response, not a request");
            case ParseResult.Refused refused ->
                throw new Failure(ExitCode.USAGE, file + " is no good request: " + refused.reason());
            case ParseResult.Garbage garbage ->
                throw new Failure(ExitCode.USAGE, file + " is no SIP request: " + garbage.reason());
        };
    }

    static Contents contents(SipRequest request) {
        try {
            return Contents.of(request);
        } catch (Contents.Unreadable e) {
            throw new Failure(ExitCode.USAGE, String.valueOf(e.getMessage()));
        }
    }

    static Instant time(@Nullable String at) {
        try {
            return at == null ? Instant.now() : Instant.parse(at);
        } catch (DateTimeParseException _) {
            throw new Failure(ExitCode.USAGE, "'" + at + "' is not a time such as 2026-11-24T20:00:00Z");
        }
    }
}
