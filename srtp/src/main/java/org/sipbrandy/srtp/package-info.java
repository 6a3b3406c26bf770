/** Protection of RTP and RTCP: SRTP and SRTCP contexts, their profiles and keys (RFC 3711, 7714, 6188, 5764). */
@NullMarked
package org.sipbrandy.srtp;

import org.jspecify.annotations.NullMarked;
