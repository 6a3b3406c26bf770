/**
 * Everything between a WAV file and an RTP payload: the parts that have no place of their own live here, codecs in {@code codec},
 * files in {@code wav}, the receiving side's jitter buffer in {@code playout}, key presses in {@code event}. PCM is {@code short[]},
 * mono, everywhere.
 */
@NullMarked
package org.sipbrandy.audio;

import org.jspecify.annotations.NullMarked;
