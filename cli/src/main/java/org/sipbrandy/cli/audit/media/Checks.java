package org.sipbrandy.cli.audit.media;

import java.time.Instant;
import java.util.Optional;

/**
 * The connectivity checks of one side on one path under one pair of user fragments. Not thread-safe.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8445">RFC 8445 §7</a>
 */
public final class Checks {
    private final boolean lowerSends;
    private final String username;
    private long requests;
    private long answered;
    private Optional<Instant> firstRequest = Optional.empty();
    private Optional<Instant> firstAnswer = Optional.empty();
    private Optional<Instant> nominated = Optional.empty();

    Checks(boolean lowerSends, String username) {
        this.lowerSends = lowerSends;
        this.username = username;
    }

    void asked(Instant time) {
        requests++;
        firstRequest = firstRequest.or(() -> Optional.of(time));
    }

    void answered(Instant time, boolean nominates) {
        answered++;
        firstAnswer = firstAnswer.or(() -> Optional.of(time));
        if (nominates) {
            nominated = nominated.or(() -> Optional.of(time));
        }
    }

    /** Whether the lower endpoint of the flow sends them. */
    public boolean lowerSends() {
        return lowerSends;
    }

    /** The user fragment of whoever is asked (RFC 8445 §7.2.2). */
    public String askedFragment() {
        return username.substring(0, username.indexOf(':'));
    }

    /** The user fragment of whoever asks. */
    public String askingFragment() {
        return username.substring(username.indexOf(':') + 1);
    }

    public long requests() {
        return requests;
    }

    /** How many were answered with success. */
    public long answered() {
        return answered;
    }

    public Instant firstRequest() {
        return firstRequest.orElseThrow();
    }

    public Optional<Instant> firstAnswer() {
        return firstAnswer;
    }

    /** When a check that nominates the path was answered first. */
    public Optional<Instant> nominated() {
        return nominated;
    }
}
