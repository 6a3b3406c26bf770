/**
 * Handing a call over to somebody else: REFER from either side, signed (RFC 3515, RFC 5589), and calls that ask to take
 * another one's place (RFC 3891).
 */
@NullMarked
package org.sipbrandy.call.transfer;

import org.jspecify.annotations.NullMarked;
