/** Signing and verifying for a call: what of a SIP request the STIR services see, and what the call learns from them. */
@NullMarked
package org.sipbrandy.call.identity;

import org.jspecify.annotations.NullMarked;
