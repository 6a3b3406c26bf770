/** NATs of every kind and STUN and TURN servers, in virtual time. */
@NullMarked
package org.sipbrandy.testkit.nat;

import org.jspecify.annotations.NullMarked;
