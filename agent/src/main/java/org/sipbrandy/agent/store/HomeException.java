package org.sipbrandy.agent.store;

/** Something in the home folder cannot be used; the message is one line for people. */
public final class HomeException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public HomeException(String message) {
        super(message);
    }

    public HomeException(String message, Throwable cause) {
        super(message, cause);
    }
}
