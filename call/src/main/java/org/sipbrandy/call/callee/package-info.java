/**
 * The called side of the ladder of flows.md §1.2, a file for each state: {@link org.sipbrandy.call.callee.VerifyingOffer},
 * {@link org.sipbrandy.call.callee.OpeningMedia}, {@link org.sipbrandy.call.callee.AwaitingPrack}, {@link
 * org.sipbrandy.call.callee.SigningAnswer}, {@link org.sipbrandy.call.callee.Ringing}, {@link
 * org.sipbrandy.call.callee.Answered}, {@link org.sipbrandy.call.callee.Confirmed}, {@link org.sipbrandy.call.callee.Ended}.
 */
@NullMarked
package org.sipbrandy.call.callee;

import org.jspecify.annotations.NullMarked;
