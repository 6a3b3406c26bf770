/**
 * Calls in virtual time: endpoints, a network that loses, delays, reorders and repeats, and meddlers on the wire. A whole
 * call takes milliseconds, and the same seed gives the same call.
 */
@NullMarked
package org.sipbrandy.testkit.world;

import org.jspecify.annotations.NullMarked;
