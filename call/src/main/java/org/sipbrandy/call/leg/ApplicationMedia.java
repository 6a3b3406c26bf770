package org.sipbrandy.call.leg;

import java.util.Optional;
import org.sipbrandy.call.CallSettings;

/**
 * The application's ends of the media. What one of them throws does not pass through the call's machines; it is kept, and
 * ends the call. Not thread-safe.
 */
final class ApplicationMedia {
    private final CallSettings settings;
    private Optional<RuntimeException> failure = Optional.empty();
    private boolean lent;

    ApplicationMedia(CallSettings settings) {
        this.settings = settings;
    }

    /** What one of them threw, if any did. */
    Optional<RuntimeException> failure() {
        return failure;
    }

    /** Another call has the application's ends from now on: this one is silent and not heard. */
    void lend() {
        lent = true;
    }

    int read(short[] frame, int sampleRate) {
        if (lent) {
            return 0;
        }
        try {
            return settings.source().read(frame, sampleRate);
        } catch (RuntimeException e) {
            failure = Optional.of(e);
            return 0;
        }
    }

    void write(short[] frame, int sampleRate) {
        if (lent) {
            return;
        }
        try {
            settings.sink().write(frame, sampleRate);
        } catch (RuntimeException e) {
            failure = Optional.of(e);
        }
    }

    void receive(int payloadType, boolean marker, int sequenceNumber, long timestamp, byte[] payload) {
        if (lent) {
            return;
        }
        try {
            settings.tap().receive(payloadType, marker, sequenceNumber, timestamp, payload);
        } catch (RuntimeException e) {
            failure = Optional.of(e);
        }
    }
}
