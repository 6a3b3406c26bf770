@NullMarked
package org.sipbrandy.ice.turn;

import org.jspecify.annotations.NullMarked;
