/**
 * The media of a call without its sockets: {@link org.sipbrandy.call.media.MediaPath} finds and keys a way to the far
 * end (ICE, DTLS, SRTP), its {@link org.sipbrandy.call.media.Gate} stands before everything that is sent or played, and
 * {@link org.sipbrandy.call.media.AudioStream} speaks and listens.
 */
@NullMarked
package org.sipbrandy.call.media;

import org.jspecify.annotations.NullMarked;
