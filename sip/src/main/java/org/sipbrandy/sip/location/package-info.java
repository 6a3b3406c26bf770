/** Locating SIP servers (RFC 3263): from a URI, or a Via, to an ordered list of addresses, with DNS handed in. */
@NullMarked
package org.sipbrandy.sip.location;

import org.jspecify.annotations.NullMarked;
