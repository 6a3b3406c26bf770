/** What is said to people of a call, on the terminal and in the report alike. */
@NullMarked
package org.sipbrandy.cli.text;

import org.jspecify.annotations.NullMarked;
