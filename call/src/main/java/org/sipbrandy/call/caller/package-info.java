/**
 * The calling side of the ladder of flows.md §1.2, a file for each state: {@link org.sipbrandy.call.caller.Locating}, {@link
 * org.sipbrandy.call.caller.OpeningMedia}, {@link org.sipbrandy.call.caller.SigningOffer}, {@link
 * org.sipbrandy.call.caller.Inviting}, {@link org.sipbrandy.call.caller.Confirmed}, {@link org.sipbrandy.call.caller.Ended}.
 */
@NullMarked
package org.sipbrandy.call.caller;

import org.jspecify.annotations.NullMarked;
