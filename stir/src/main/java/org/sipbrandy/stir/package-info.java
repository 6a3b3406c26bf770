/** Authentication and verification services of RFC 8224 with the msec profile of RFC 8862, over plain values. */
@NullMarked
package org.sipbrandy.stir;

import org.jspecify.annotations.NullMarked;
