/** SIP messages: their grammar (RFC 3261 §25), values, parsing, writing and framing on streams. */
@NullMarked
package org.sipbrandy.sip.message;

import org.jspecify.annotations.NullMarked;
