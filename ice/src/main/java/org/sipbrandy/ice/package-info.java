/** STUN, ICE and consent freshness. */
@NullMarked
package org.sipbrandy.ice;

import org.jspecify.annotations.NullMarked;
