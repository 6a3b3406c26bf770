/**
 * Who may speak for whom by a certificate that somebody else issued: chains to anchors, domains, telephone numbers and
 * what a token of its holder has to say (RFC 8226, RFC 5922 §7.1).
 */
@NullMarked
package org.sipbrandy.stir.authority;

import org.jspecify.annotations.NullMarked;
