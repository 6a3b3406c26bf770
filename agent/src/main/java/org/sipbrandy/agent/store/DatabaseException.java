package org.sipbrandy.agent.store;

/** A database cannot be had or asked; the message is one line for people and names no credentials. */
public final class DatabaseException extends RuntimeException {
    private static final long serialVersionUID = 1;

    DatabaseException(String message, Throwable cause) {
        super(message, cause);
    }
}
