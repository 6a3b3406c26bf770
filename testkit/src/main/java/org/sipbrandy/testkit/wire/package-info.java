/** Attackers on the wire of signalling: what they change, and a proxy with real sockets that lets them. */
@NullMarked
package org.sipbrandy.testkit.wire;

import org.jspecify.annotations.NullMarked;
