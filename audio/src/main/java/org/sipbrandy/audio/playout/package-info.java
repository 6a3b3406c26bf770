/** The receiving side: jitter buffer, concealment, time scaling. */
@NullMarked
package org.sipbrandy.audio.playout;

import org.jspecify.annotations.NullMarked;
