/**
 * What shares the ports of media, as an observer sees it: connectivity checks and consent, DTLS handshakes with the
 * certificates that they show, and packets of RTP, protected or not (RFC 7983). Nothing is decrypted.
 */
@NullMarked
package org.sipbrandy.cli.audit.media;

import org.jspecify.annotations.NullMarked;
