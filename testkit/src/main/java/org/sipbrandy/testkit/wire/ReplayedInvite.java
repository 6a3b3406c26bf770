package org.sipbrandy.testkit.wire;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.sipbrandy.sip.message.ParseResult;
import org.sipbrandy.sip.message.SipMessage;
import org.sipbrandy.sip.message.SipRequest;
import org.sipbrandy.sip.message.SipResponse;
import org.sipbrandy.sip.message.SipStreamDecoder;
import org.sipbrandy.sip.message.StreamEvent;
import org.sipbrandy.testkit.world.Meddler;

/**
 * Records the caller's INVITE and, once the callee has verified it, sends it again as a call of its own, signature and all
 * (flows.md §7 "Replay INVITE"). The honest call passes untouched.
 */
public final class ReplayedInvite implements Meddler {
    private static final int PATIENCE_MILLIS = 10_000;
    private static final int READ = 8192;

    private final InetSocketAddress callee;
    private final AtomicReference<@Nullable SipRequest> recorded = new AtomicReference<>();
    private final CompletableFuture<Integer> answer = new CompletableFuture<>();

    /** @param calleePort where the callee listens for TCP on 127.0.0.1 */
    public ReplayedInvite(int calleePort) {
        this.callee = new InetSocketAddress(InetAddress.getLoopbackAddress(), calleePort);
    }

    @Override
    public List<SipMessage> pass(SipMessage message, boolean towardsCallee) {
        if (message instanceof SipRequest request && request.method().name().equals("INVITE")) {
            recorded.compareAndSet(null, request);
        }
        // Its 200 shows that the callee has verified and signed back: the signature is in its cache.
        if (message instanceof SipResponse response
                && response.status() == 200
                && response.headers().cseq().method().name().equals("UPDATE")) {
            var invite = recorded.getAndSet(null);
            if (invite != null) {
                Thread.ofVirtual().name("replay").start(() -> replay(invite));
            }
        }
        return List.of(message);
    }

    private void replay(SipRequest invite) {
        try (var socket = new Socket()) {
            socket.connect(callee, PATIENCE_MILLIS);
            socket.setSoTimeout(PATIENCE_MILLIS);
            // Nothing that the signature covers: another call, another transaction, the same claims.
            var again = MessageText.edited(
                    invite,
                    text -> text.replaceFirst("branch=z9hG4bK", "branch=z9hG4bKreplayed")
                            .replaceFirst("\r\nCall-ID: ", "\r\nCall-ID: replayed-")
                            .replaceFirst("(\r\nFrom: [^\r]*;tag=)", "$1replayed"));
            socket.getOutputStream().write(again.encode());
            var decoder = SipStreamDecoder.opened();
            byte[] buffer = new byte[READ];
            int length;
            while (!answer.isDone() && (length = socket.getInputStream().read(buffer)) >= 0) {
                decoder.receive(buffer, 0, length);
                @Nullable StreamEvent event;
                while ((event = decoder.poll()) != null) {
                    if (event instanceof StreamEvent.Received(ParseResult.Parsed(SipResponse response))
                            && response.isFinal()) {
                        answer.complete(response.status());
                    }
                }
            }
            answer.completeExceptionally(new IOException("the connection was closed"));
        } catch (IOException | RuntimeException e) {
            answer.completeExceptionally(e);
        }
    }

    /** The final status with which the callee answered the repeated INVITE; empty if there was none in that time. */
    public OptionalInt status(Duration limit) throws InterruptedException {
        try {
            return OptionalInt.of(answer.get(limit.toNanos(), TimeUnit.NANOSECONDS));
        } catch (ExecutionException | TimeoutException _) {
            return OptionalInt.empty();
        }
    }
}
