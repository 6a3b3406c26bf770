package org.sipbrandy.cli.audit.capture;

import java.io.IOException;

/** A file that is no capture, or one that cannot be read; the message is one line. */
public final class CaptureException extends IOException {
    private static final long serialVersionUID = 1;

    public CaptureException(String line) {
        super(line);
    }
}
