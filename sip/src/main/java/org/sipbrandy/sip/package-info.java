/** SIP messages, transactions and dialogs. */
@NullMarked
package org.sipbrandy.sip;

import org.jspecify.annotations.NullMarked;
