/**
 * The report of a call: one self-contained page. It is drawn from the lines that {@code --json} writes and from nothing
 * else, so that what it shows cannot differ from what was told.
 */
@NullMarked
package org.sipbrandy.cli.report;

import org.jspecify.annotations.NullMarked;
