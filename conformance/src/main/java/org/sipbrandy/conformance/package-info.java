/** What holds between the modules, and which rows of the conformance matrix the tests have shown. */
@NullMarked
package org.sipbrandy.conformance;

import org.jspecify.annotations.NullMarked;
