package org.sipbrandy.cli.audit.capture;

import java.time.Instant;

/**
 * One packet as it stands in a capture.
 *
 * @param time by the clock of whoever captured
 * @param linkType of <a href="https://www.tcpdump.org/linktypes.html">the registry</a>
 * @param octets as far as they were captured
 */
record LinkFrame(Instant time, int linkType, byte[] octets) {}
