/**
 * The session of one call as offer and answer make it: its lines, what may not change, which codec is spoken.
 */
@NullMarked
package org.sipbrandy.call.offer;

import org.jspecify.annotations.NullMarked;
