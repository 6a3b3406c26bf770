/** Typed attributes: each parses its value, validates it and writes it back. */
@NullMarked
package org.sipbrandy.sdp.attribute;

import org.jspecify.annotations.NullMarked;
