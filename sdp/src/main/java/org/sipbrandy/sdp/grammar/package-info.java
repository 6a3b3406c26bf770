/** Small pieces of the grammar of RFC 8866 §9 that all parsers of this module share. */
@NullMarked
package org.sipbrandy.sdp.grammar;

import org.jspecify.annotations.NullMarked;
