/** The offer/answer model of RFC 3264 and the SIP rules around it. */
@NullMarked
package org.sipbrandy.sdp.offeranswer;

import org.jspecify.annotations.NullMarked;
