/** Codecs: PCMU, PCMA, G.722 and Opus behind one interface. */
@NullMarked
package org.sipbrandy.audio.codec;

import org.jspecify.annotations.NullMarked;
