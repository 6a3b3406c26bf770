package org.sipbrandy.call.media;

import java.util.OptionalInt;
import org.sipbrandy.audio.codec.Encoding;

/**
 * What offer and answer agreed upon for an audio stream.
 *
 * @param encoding the codec in use
 * @param sendPayloadType its number in what the far end receives
 * @param receivePayloadType its number in what we receive
 * @param remoteFmtp the far end's {@code a=fmtp} parameters; may be empty
 * @param sendEventType the number of telephone-event at the far end, if it takes it (RFC 4733)
 * @param receiveEventType the number of telephone-event at our end
 * @param send whether our direction is open
 * @param receive whether the far end's direction is open
 */
public record AudioFormat(
        Encoding encoding,
        int sendPayloadType,
        int receivePayloadType,
        String remoteFmtp,
        OptionalInt sendEventType,
        OptionalInt receiveEventType,
        boolean send,
        boolean receive) {}
