/** Whether a key is the one known before: pins, safety numbers, replays. */
@NullMarked
package org.sipbrandy.stir.trust;

import org.jspecify.annotations.NullMarked;
