/** Canonical identities (RFC 8224 §8): URIs and telephone numbers as tokens name them. */
@NullMarked
package org.sipbrandy.stir.identity;

import org.jspecify.annotations.NullMarked;
