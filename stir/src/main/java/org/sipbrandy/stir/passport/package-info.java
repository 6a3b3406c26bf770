/** PASSporT (RFC 8225): strict JSON, canonical JSON, claims, tokens, ES256. */
@NullMarked
package org.sipbrandy.stir.passport;

import org.jspecify.annotations.NullMarked;
