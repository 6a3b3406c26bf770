/** Keys and certificates that sign tokens, and where certificates come from (RFC 8226, RFC 8862 §4.1). */
@NullMarked
package org.sipbrandy.stir.credential;

import org.jspecify.annotations.NullMarked;
