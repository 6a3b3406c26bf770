/**
 * Signed offers in UPDATE: how ours is made and sent, how the far end's is verified and answered.
 */
@NullMarked
package org.sipbrandy.call.update;

import org.jspecify.annotations.NullMarked;
