/**
 * What a capture that others made says of the calls in it: their signalling and media are found, each message verified
 * as of its time, and the same evidence, steps and reasons drawn from them as in a live call. An observer does not see
 * everything; what is not seen is called so.
 */
@NullMarked
package org.sipbrandy.cli.audit;

import org.jspecify.annotations.NullMarked;
