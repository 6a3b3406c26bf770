/** RTP packets, streams and the reception statistics of a session (RFC 3550). */
@NullMarked
package org.sipbrandy.srtp.rtp;

import org.jspecify.annotations.NullMarked;
