/** Rules of RFC 8842 and 8122: roles, fingerprints, and when a new DTLS association begins. */
@NullMarked
package org.sipbrandy.sdp.dtls;

import org.jspecify.annotations.NullMarked;
