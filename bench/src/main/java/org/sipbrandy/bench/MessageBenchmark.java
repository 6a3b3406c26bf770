package org.sipbrandy.bench;

import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.sipbrandy.call.identity.Contents;
import org.sipbrandy.sdp.SessionDescription;
import org.sipbrandy.sip.message.ParseResult;
import org.sipbrandy.sip.message.SipParser;
import org.sipbrandy.sip.message.SipRequest;

/** Microseconds to read and write SIP messages and session descriptions. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class MessageBenchmark {
    private final SignedInvite invite = new SignedInvite(Instant.now());
    private final byte[] unsigned = SignedInvite.unsignedOctets();
    private final byte[] signed = invite.signedOctets();
    private final byte[] sdp = SignedInvite.description();
    private final SipRequest message = invite.signed();
    private final SessionDescription description = SessionDescription.parse(sdp);

    /** An INVITE of 1.4 kB with its description as octets. */
    @Benchmark
    public ParseResult parseInvite() {
        return SipParser.parse(unsigned);
    }

    /** An INVITE of 2.7 kB, signed, with the certificate beside the description. */
    @Benchmark
    public ParseResult parseSignedInvite() {
        return SipParser.parse(signed);
    }

    @Benchmark
    public byte[] encodeSignedInvite() {
        return message.encode();
    }

    /** The multipart of a signed INVITE, and the description in it. */
    @Benchmark
    public Contents readBody() {
        return Contents.of(message);
    }

    @Benchmark
    public SessionDescription parseSdp() {
        return SessionDescription.parse(sdp);
    }

    @Benchmark
    public byte[] writeSdp() {
        return description.toBytes();
    }
}
