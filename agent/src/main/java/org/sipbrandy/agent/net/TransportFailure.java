package org.sipbrandy.agent.net;

/**
 * Why a message could not be sent.
 *
 * @param kind for deciding what to do
 * @param message one line for people
 */
public record TransportFailure(Kind kind, String message) {
    /** What kind of failure. */
    public enum Kind {
        /** Nobody listens there, or nothing answers. */
        UNREACHABLE,
        /** The server's certificate is not trusted, or not for that name (RFC 5922 §7.3). */
        NOT_TRUSTED,
        /** Larger than a datagram may be. */
        TOO_LARGE,
        /** The connection that was asked for is gone. */
        GONE
    }

    /** What the platform says of a socket. */
    static TransportFailure unreachable(Throwable cause) {
        String message = cause.getMessage();
        return new TransportFailure(
                Kind.UNREACHABLE, message == null ? cause.getClass().getSimpleName() : message);
    }
}
