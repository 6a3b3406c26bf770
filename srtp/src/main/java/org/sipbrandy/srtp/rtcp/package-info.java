/** RTCP compound packets and the times at which they are sent (RFC 3550 §6, RFC 5506). */
@NullMarked
package org.sipbrandy.srtp.rtcp;

import org.jspecify.annotations.NullMarked;
