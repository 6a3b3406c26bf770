/** A TURN client (RFC 8656) with the long-term credentials of RFC 8489, without sockets, clock or threads. */
@NullMarked
package org.sipbrandy.ice.turn;

import org.jspecify.annotations.NullMarked;
