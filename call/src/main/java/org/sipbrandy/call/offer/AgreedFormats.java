package org.sipbrandy.call.offer;

import java.util.List;
import java.util.Optional;
import org.sipbrandy.audio.codec.Encoding;
import org.sipbrandy.call.description.RemoteStream;
import org.sipbrandy.call.description.StreamKind;
import org.sipbrandy.call.media.AudioFormat;
import org.sipbrandy.sdp.PayloadFormat;
import org.sipbrandy.sdp.SessionDescription;
import org.sipbrandy.sdp.offeranswer.CodecChoice;
import org.sipbrandy.sdp.offeranswer.MediaFlow;

/** Which codecs an exchange agrees upon. */
final class AgreedFormats {
    private AgreedFormats() {}

    /** The kind of ours that a stream of the far end can be. */
    static Optional<StreamKind> kindFor(RemoteStream offered, List<StreamKind> kinds) {
        return kinds.stream()
                .filter(kind -> kind.media().equals(offered.media()))
                .filter(kind -> hasCodec(CodecChoice.choose(offered.description(), kind.formats())))
                .findFirst();
    }

    private static boolean hasCodec(List<PayloadFormat> formats) {
        return formats.stream().anyMatch(format -> !format.isTelephoneEvent());
    }

    /** RFC 3264 §6.1 lets us take several codecs; one is enough, and leaves no doubt about what to decode. */
    static List<PayloadFormat> firstCodecAndEvents(List<PayloadFormat> formats) {
        var codec = formats.stream()
                .filter(format -> !format.isTelephoneEvent())
                .findFirst()
                .orElseThrow();
        return formats.stream()
                .filter(format ->
                        format.equals(codec) || format.isTelephoneEvent() && format.clockRate() == codec.clockRate())
                .toList();
    }

    /** The audio of a line as a complete exchange has it: the far end's first codec that we have too. */
    static Optional<AudioFormat> audio(SessionDescription local, SessionDescription remote, int index) {
        var ours = local.media().get(index).payloadFormats();
        var theirs = remote.media().get(index).payloadFormats();
        var flow = MediaFlow.of(local, remote, index);
        for (PayloadFormat theirFormat : theirs) {
            var encoding = Encoding.of(theirFormat.encoding(), theirFormat.clockRate(), theirFormat.channels());
            var own = ours.stream().filter(theirFormat::sameEncoding).findFirst();
            if (encoding.isPresent() && own.isPresent()) {
                int rate = theirFormat.clockRate();
                return Optional.of(new AudioFormat(
                        encoding.get(),
                        theirFormat.payloadType(),
                        own.get().payloadType(),
                        theirFormat.parameters().orElse(""),
                        StreamKind.eventType(theirs, rate),
                        StreamKind.eventType(ours, rate),
                        flow.maySend(),
                        flow.mayReceive()));
            }
        }
        return Optional.empty();
    }
}
