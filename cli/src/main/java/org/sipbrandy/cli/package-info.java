/** The command line: {@code brandy}. */
@NullMarked
package org.sipbrandy.cli;

import org.jspecify.annotations.NullMarked;
