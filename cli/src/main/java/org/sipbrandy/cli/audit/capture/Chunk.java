package org.sipbrandy.cli.audit.capture;

import java.time.Instant;
import org.sipbrandy.ice.TransportAddress;

/**
 * Octets of one direction of a connection, in order.
 *
 * @param time when they were all there
 * @param follows whether they follow at once on the chunk before; else they are the first that were captured, or some
 *     before them were not
 */
public record Chunk(Instant time, TransportAddress from, TransportAddress to, byte[] octets, boolean follows) {}
