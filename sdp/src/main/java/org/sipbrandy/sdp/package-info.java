/** Session descriptions (RFC 8866): values, parser and writer. */
@NullMarked
package org.sipbrandy.sdp;

import org.jspecify.annotations.NullMarked;
