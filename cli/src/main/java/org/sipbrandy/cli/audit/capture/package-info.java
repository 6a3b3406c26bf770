/**
 * Captures as they stand in files, down to datagrams and the octets of connections: pcap and pcapng, link layers, IP
 * with its fragments, TCP put in order. Everything in a capture is somebody else's: each part is bounded and survives
 * anything.
 */
@NullMarked
package org.sipbrandy.cli.audit.capture;

import org.jspecify.annotations.NullMarked;
