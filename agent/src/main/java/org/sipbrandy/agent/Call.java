package org.sipbrandy.agent;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.sipbrandy.call.CallEvent;
import org.sipbrandy.call.evidence.Verdict;
import org.sipbrandy.sip.message.Uri;

/** One call of a {@link UserAgent}. May be used from any thread; the blocking methods are meant for virtual threads. */
public final class Call {
    private final String id;
    private final Driver driver;
    private final CallListener listener;
    private final boolean incoming;
    private final LinkedBlockingQueue<CallEvent> queue = new LinkedBlockingQueue<>();
    private final CompletableFuture<CallEvent.Established> established = new CompletableFuture<>();
    private final CompletableFuture<CallEvent.Ended> ended = new CompletableFuture<>();
    private volatile Optional<Verdict> verdict = Optional.empty();
    private volatile Optional<String> replaces = Optional.empty();
    private final Optional<String> follows;

    Call(String id, Driver driver, CallListener listener, boolean incoming, Optional<String> follows) {
        this.follows = follows;
        this.id = id;
        this.driver = driver;
        this.listener = listener;
        this.incoming = incoming;
        Thread.ofVirtual().name("call-" + id).start(this::deliver);
    }

    /** The Call-ID. */
    public String id() {
        return id;
    }

    /** Whether somebody called us. */
    public boolean incoming() {
        return incoming;
    }

    /** How the call is protected now; empty before anything is known. */
    public Optional<Verdict> verdict() {
        return verdict;
    }

    /** Takes an incoming call. */
    public void accept() {
        driver.input((endpoint, now) -> endpoint.accept(id, now));
    }

    /** Declines an incoming call with a final status, such as 486 or 603. */
    public void reject(int status) {
        driver.input((endpoint, now) -> endpoint.reject(id, status, now));
    }

    /** Ends the call, or gives it up; harmless when it is over. */
    public void hangUp() {
        driver.input((endpoint, now) -> endpoint.hangUp(id, now));
    }

    /** Presses a key: {@code 0-9 * # A-D}. */
    public void press(char digit) {
        driver.input((endpoint, now) -> endpoint.press(id, digit, now));
    }

    /**
     * Lets another identity of the agent speak from now on, as after a transfer: the far end is told, signed with that one's
     * key (RFC 4916 §4.3), and shows it. Returns at once; without effect before the call is answered, to a peer that does
     * not sign, without a credential for it, or if the far end does not take it.
     *
     * @param aor such as {@code sip:carol@example.com}
     * @throws IllegalArgumentException for a malformed URI
     */
    public void speakAs(String aor) {
        var address = Uri.parse(aor);
        driver.input((endpoint, now) -> endpoint.speakAs(id, address, now));
    }

    /**
     * Puts the far end on hold: it is offered, signed, to receive only, and what it sends is not played.
     *
     * @return false if that cannot be offered now: before the call is answered, and while another offer is under way; that
     *     it took the offer is told as {@link CallEvent.Held}
     */
    public boolean hold() {
        return driver.ask((endpoint, now) -> endpoint.hold(id, now), false);
    }

    /** Takes the far end back from hold; as {@link #hold}. */
    public boolean resume() {
        return driver.ask((endpoint, now) -> endpoint.resume(id, now), false);
    }

    /**
     * Asks the far end, signed, to call somebody else in the place of this call (RFC 5589). When the new call stands this
     * one ends, and when there will be none it goes on: {@link CallEvent.Transfer} says which.
     *
     * @param to a SIP URI
     * @return false if that cannot be asked now: before media may flow, and while another transfer is under way
     * @throws org.sipbrandy.sip.message.SipParseException for a malformed URI
     */
    public boolean transfer(String to) {
        var uri = Uri.parse(to);
        return driver.ask((endpoint, now) -> endpoint.transfer(id, uri, now), false);
    }

    /**
     * Asks the far end to take our place in that other call of the same agent, which is answered; as above.
     *
     * @param other may be on hold
     */
    public boolean transfer(Call other) {
        return driver.ask((endpoint, now) -> endpoint.transfer(id, other.id, now), false);
    }

    /** The Call-ID of the call whose place this one asks for, if it came and asks for one; known when it rings. */
    public Optional<String> replaces() {
        return replaces;
    }

    /** The Call-ID of the call that this one follows from, if the far end of that one handed it over. */
    public Optional<String> follows() {
        return follows;
    }

    /**
     * Sends an RTP payload of the application's, of any codec and media type, as one protected packet; returns at once.
     * Dropped while the gate is shut, and on a stream that is not on. Payloads that come are given to
     * {@link org.sipbrandy.call.media.RtpTap}.
     *
     * @param stream which of the streams that are on, from 0, in the order of {@code m=} lines
     * @param payloadType 0 to 127, as the far end described it
     * @param marker as the payload format defines it: for video, the last packet of a frame
     * @param timestamp in ticks of the format's clock, 0 to 2^32 − 1
     * @param payload without RTP header; copied
     */
    public void send(int stream, int payloadType, boolean marker, long timestamp, byte[] payload) {
        byte[] copy = payload.clone();
        driver.input((endpoint, now) -> endpoint.send(id, stream, payloadType, marker, timestamp, copy, now));
    }

    /**
     * Waits until media may flow.
     *
     * @return empty if the call ended or the time was over before that
     */
    public Optional<CallEvent.Established> awaitEstablished(Duration limit) throws InterruptedException {
        return await(established, limit);
    }

    /** Waits for the end of the call; empty if the time is over first. */
    public Optional<CallEvent.Ended> awaitEnd(Duration limit) throws InterruptedException {
        return await(ended, limit);
    }

    private static <T> Optional<T> await(CompletableFuture<T> future, Duration limit) throws InterruptedException {
        try {
            return Optional.of(future.get(limit.toNanos(), TimeUnit.NANOSECONDS));
        } catch (TimeoutException | ExecutionException | java.util.concurrent.CancellationException _) {
            return Optional.empty();
        }
    }

    CallListener listener() {
        return listener;
    }

    /** Called on the loop. */
    void tell(CallEvent event) {
        if (event instanceof CallEvent.SecurityChanged(var _, var changed)) {
            verdict = Optional.of(changed);
        }
        if (event instanceof CallEvent.Replacing(var _, String call)) {
            replaces = Optional.of(call);
        }
        queue.add(event);
    }

    private void deliver() {
        try {
            while (true) {
                var event = queue.take();
                Application.tell(() -> listener.on(this, event));
                switch (event) {
                    case CallEvent.Established it -> established.complete(it);
                    case CallEvent.Ended it -> {
                        established.cancel(false);
                        ended.complete(it);
                        return;
                    }
                    case CallEvent.Outgoing _,
                            CallEvent.Incoming _,
                            CallEvent.Ringing _,
                            CallEvent.StepReached _,
                            CallEvent.SecurityChanged _,
                            CallEvent.Media _,
                            CallEvent.Digit _,
                            CallEvent.Held _,
                            CallEvent.Replacing _,
                            CallEvent.Transfer _,
                            CallEvent.KeyRefused _,
                            CallEvent.Signal _ -> {}
                }
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
