/**
 * What a call learns about its protection, and what follows from it: {@link org.sipbrandy.call.evidence.Evidence} in the
 * order in which it came, the {@link org.sipbrandy.call.evidence.Policy} of the user, and the
 * {@link org.sipbrandy.call.evidence.Verdict}, a pure function of the two.
 */
@NullMarked
package org.sipbrandy.call.evidence;

import org.jspecify.annotations.NullMarked;
