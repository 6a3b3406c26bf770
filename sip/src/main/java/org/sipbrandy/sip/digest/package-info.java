/** Digest authentication (RFC 8760, RFC 7616): answering challenges as a client, and making and checking them as a server. */
@NullMarked
package org.sipbrandy.sip.digest;

import org.jspecify.annotations.NullMarked;
