/** The call machine: evidence, verdict, policy. */
@NullMarked
package org.sipbrandy.call;

import org.jspecify.annotations.NullMarked;
