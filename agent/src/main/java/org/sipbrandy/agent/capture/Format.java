package org.sipbrandy.agent.capture;

import java.io.IOException;
import java.io.OutputStream;

/** How things are written to a file. Used by one thread. */
interface Format<T> {
    /** What the file begins with. */
    default void begin(OutputStream out) throws IOException {}

    void write(T item, OutputStream out) throws IOException;
}
