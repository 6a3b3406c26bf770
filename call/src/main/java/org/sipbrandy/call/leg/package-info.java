/**
 * What the two sides of a call have in common: protection, media, time, the dialog, and one way out.
 */
@NullMarked
package org.sipbrandy.call.leg;

import org.jspecify.annotations.NullMarked;
