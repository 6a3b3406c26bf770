/** The STUN message codec (RFC 8489) with the attributes of ICE. */
@NullMarked
package org.sipbrandy.ice.stun;

import org.jspecify.annotations.NullMarked;
