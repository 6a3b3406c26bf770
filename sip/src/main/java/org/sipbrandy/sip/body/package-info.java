/** Message bodies: multipart (RFC 2046, RFC 5621) and the decision whether a body is understood. */
@NullMarked
package org.sipbrandy.sip.body;

import org.jspecify.annotations.NullMarked;
