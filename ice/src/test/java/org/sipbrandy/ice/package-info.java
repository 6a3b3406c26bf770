/** Tests of ICE, whole sessions of two agents in virtual time among them. */
@NullMarked
package org.sipbrandy.ice;

import org.jspecify.annotations.NullMarked;
