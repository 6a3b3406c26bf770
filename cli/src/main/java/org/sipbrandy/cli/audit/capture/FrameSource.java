package org.sipbrandy.cli.audit.capture;

import java.io.IOException;
import java.util.Optional;

/** The packets of one file format, in the order of the file. */
interface FrameSource {
    /** Longer packets are in no capture: 256 KiB is the longest that the tools take. */
    int MAX_FRAME = 262_144;

    /**
     * The next packet; empty at the end.
     *
     * @throws java.io.EOFException if the file ends within a packet
     * @throws CaptureException if what follows cannot be read
     */
    Optional<LinkFrame> next() throws IOException;
}
