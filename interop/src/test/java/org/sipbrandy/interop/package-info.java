/**
 * Brandy's programs against programs that others wrote, over real sockets: SIPp, baresip, OpenSSL and, as the witness on
 * the wire, tshark. {@code scripts/install-peers} gets them; network namespaces need root.
 */
@NullMarked
package org.sipbrandy.interop;

import org.jspecify.annotations.NullMarked;
