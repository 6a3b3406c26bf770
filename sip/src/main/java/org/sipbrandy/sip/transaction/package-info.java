/** Client and server transactions (RFC 3261 §17, §18; RFC 6026; RFC 4320; RFC 3581) as one machine per endpoint. */
@NullMarked
package org.sipbrandy.sip.transaction;

import org.jspecify.annotations.NullMarked;
