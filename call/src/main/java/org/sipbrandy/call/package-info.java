/**
 * The call machine. Here are its words: how a call is held, what an endpoint wants done, what is told of a call. {@code
 * endpoint} is the way in; {@code caller} and {@code callee} have a file for each state of the ladder of RFC 8862.
 */
@NullMarked
package org.sipbrandy.call;

import org.jspecify.annotations.NullMarked;
