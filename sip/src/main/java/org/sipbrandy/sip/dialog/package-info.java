/** Dialogs and what lives in them: reliable provisionals, 2xx and ACK, UPDATE glare, checks of requests (RFC 3261 §12 to §15, RFC 3262, RFC 3311, RFC 4916). */
@NullMarked
package org.sipbrandy.sip.dialog;

import org.jspecify.annotations.NullMarked;
