/** Registering with a registrar and keeping the flow to it (RFC 3261 §10, RFC 5626, RFC 3327, RFC 3608, RFC 5627). */
@NullMarked
package org.sipbrandy.sip.registration;

import org.jspecify.annotations.NullMarked;
