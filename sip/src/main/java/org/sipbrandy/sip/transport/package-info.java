/** Where SIP messages go and come from, as plain values: transport protocols and the places they lead to. */
@NullMarked
package org.sipbrandy.sip.transport;

import org.jspecify.annotations.NullMarked;
