/** DTLS-SRTP handshakes. */
@NullMarked
package org.sipbrandy.dtls;

import org.jspecify.annotations.NullMarked;
