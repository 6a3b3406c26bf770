package org.sipbrandy.cli.audit;

/** A program that is needed is not installed; the message is one line. */
public final class MissingProgram extends RuntimeException {
    private static final long serialVersionUID = 1;

    MissingProgram(String line, Throwable cause) {
        super(line, cause);
    }
}
