/** Tests of the STUN codec. */
@NullMarked
package org.sipbrandy.ice.stun;

import org.jspecify.annotations.NullMarked;
