/** Gathering of candidates (RFC 8445 §5.1.1) on STUN and TURN servers, and datagrams through the latter. */
@NullMarked
package org.sipbrandy.ice.gather;

import org.jspecify.annotations.NullMarked;
