/** Trickle ICE in SIP (RFC 8840): the application/trickle-ice-sdpfrag body and its bookkeeping. */
@NullMarked
package org.sipbrandy.sdp.trickle;

import org.jspecify.annotations.NullMarked;
