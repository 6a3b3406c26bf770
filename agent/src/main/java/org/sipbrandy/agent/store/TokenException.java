package org.sipbrandy.agent.store;

/** A PKCS #11 token cannot be opened or has no such key; the message is one line for people. */
public final class TokenException extends RuntimeException {
    private static final long serialVersionUID = 1;

    TokenException(String message) {
        super(message);
    }

    TokenException(String message, Throwable cause) {
        super(message, cause);
    }
}
