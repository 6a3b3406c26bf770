/** Reading and writing RIFF/WAVE without touching a file system. */
@NullMarked
package org.sipbrandy.audio.wav;

import org.jspecify.annotations.NullMarked;
