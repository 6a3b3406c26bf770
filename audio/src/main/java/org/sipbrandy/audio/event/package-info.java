/** Telephone events (key presses) in RTP, RFC 4733. */
@NullMarked
package org.sipbrandy.audio.event;

import org.jspecify.annotations.NullMarked;
