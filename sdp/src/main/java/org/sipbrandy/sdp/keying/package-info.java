/** Which way a media stream is keyed, and the rules of SDES (RFC 4568) and OSRTP (RFC 8643). */
@NullMarked
package org.sipbrandy.sdp.keying;

import org.jspecify.annotations.NullMarked;
