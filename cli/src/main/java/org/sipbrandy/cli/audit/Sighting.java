package org.sipbrandy.cli.audit;

import java.time.Instant;
import org.sipbrandy.ice.TransportAddress;
import org.sipbrandy.sip.message.SipMessage;

/**
 * A message of SIP on one hop.
 *
 * @param transport {@code udp}, {@code tcp} or {@code tls}
 */
record Sighting(Instant time, String transport, TransportAddress from, TransportAddress to, SipMessage message) {}
