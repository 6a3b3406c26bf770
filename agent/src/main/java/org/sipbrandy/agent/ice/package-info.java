/** STUN and TURN servers: how they are named, found and used for the media of calls. */
@NullMarked
package org.sipbrandy.agent.ice;

import org.jspecify.annotations.NullMarked;
