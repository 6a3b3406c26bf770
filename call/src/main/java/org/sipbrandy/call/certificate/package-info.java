/** Signers' certificates that are asked for in SIP: SUBSCRIBE and NOTIFY (RFC 6072, RFC 8226 §7). */
@NullMarked
package org.sipbrandy.call.certificate;

import org.jspecify.annotations.NullMarked;
