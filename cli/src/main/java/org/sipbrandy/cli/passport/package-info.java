/** PASSporTs as captured: what is in a token and what is odd about it. */
@NullMarked
package org.sipbrandy.cli.passport;

import org.jspecify.annotations.NullMarked;
