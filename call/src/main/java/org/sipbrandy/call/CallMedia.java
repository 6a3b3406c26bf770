package org.sipbrandy.call;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;
import org.sipbrandy.audio.codec.Encoding;
import org.sipbrandy.call.description.DescriptionWriter;
import org.sipbrandy.call.description.LocalStream;
import org.sipbrandy.call.description.RemoteReader;
import org.sipbrandy.call.description.RemoteStream;
import org.sipbrandy.call.description.StreamKind;
import org.sipbrandy.call.evidence.Reason;
import org.sipbrandy.call.media.AudioFormat;
import org.sipbrandy.call.media.Gate;
import org.sipbrandy.call.media.MediaPath;
import org.sipbrandy.call.media.MediaSettings;
import org.sipbrandy.call.media.MediaStream;
import org.sipbrandy.call.media.RemoteMedia;
import org.sipbrandy.dtls.DtlsIdentity;
import org.sipbrandy.dtls.DtlsRole;
import org.sipbrandy.ice.HostCandidates;
import org.sipbrandy.ice.IceRole;
import org.sipbrandy.ice.ShortTermCredential;
import org.sipbrandy.ice.TransportAddress;
import org.sipbrandy.sdp.PayloadFormat;
import org.sipbrandy.sdp.SessionDescription;
import org.sipbrandy.sdp.attribute.Direction;
import org.sipbrandy.sdp.attribute.Fingerprint;
import org.sipbrandy.sdp.attribute.Setup;
import org.sipbrandy.sdp.attribute.TlsId;
import org.sipbrandy.sdp.dtls.DtlsSetup;
import org.sipbrandy.sdp.dtls.DtlsTerms;
import org.sipbrandy.sdp.offeranswer.CodecChoice;
import org.sipbrandy.sdp.offeranswer.Hold;
import org.sipbrandy.sdp.offeranswer.MediaFlow;
import org.sipbrandy.sdp.offeranswer.OfferAnswer;
import org.sipbrandy.sdp.offeranswer.Reception;

/**
 * The streams of one call and the offer/answer exchange about them. Keys, roles and ICE credentials stay as the first
 * exchange set them; what would change them is refused. Not thread-safe.
 */
final class CallMedia {
    private final List<StreamKind> kinds;
    private final MediaSettings settings;
    private final Gate gate;
    private final LongFunction<Instant> wallClock;
    private final DtlsIdentity identity;
    private final DescriptionWriter writer;
    private final String cname;
    private final OfferAnswer exchange = new OfferAnswer();
    private final List<Slot> slots = new ArrayList<>();

    /** One m-line of the session. */
    private static final class Slot {
        private final String mid;
        private final @Nullable StreamKind kind;
        private final @Nullable MediaStream stream;
        private List<PayloadFormat> formats;
        private @Nullable DtlsTerms terms;
        private boolean open = true;

        Slot(String mid, @Nullable StreamKind kind, @Nullable MediaStream stream, List<PayloadFormat> formats) {
            this.mid = mid;
            this.kind = kind;
            this.stream = stream;
            this.formats = formats;
        }
    }

    /** What became of a description of the far end. */
    sealed interface Outcome {
        /** Taken; these streams are on. */
        record Taken(List<RemoteStream> streams) implements Outcome {}

        /** Refused; nothing has changed. */
        record Refused(Reason reason, String detail) implements Outcome {}

        /** It crosses another exchange; the status to answer with. */
        record Collision(int status) implements Outcome {}
    }

    CallMedia(List<StreamKind> kinds, MediaSettings settings, Gate gate, LongFunction<Instant> wallClock, long now) {
        this.kinds = List.copyOf(kinds);
        this.settings = settings;
        this.gate = gate;
        this.wallClock = wallClock;
        // DTLS-27: a new certificate for each call.
        this.identity = DtlsIdentity.generate(settings.random(), wallClock.apply(now));
        this.writer = new DescriptionWriter(
                settings.random().nextLong(), Fingerprint.of("sha-256", identity.sha256Fingerprint()));
        this.cname = Tokens.text(settings.random(), 16); // RFC 7022 §4.2
    }

    /** {@code sha-256 AA:BB…} of our certificate. */
    String ownFingerprint() {
        return writer.fingerprint().value();
    }

    List<MediaStream> streams() {
        var list = new ArrayList<MediaStream>();
        for (Slot slot : slots) {
            if (slot.stream != null && slot.open) {
                list.add(slot.stream);
            }
        }
        return list;
    }

    private MediaStream open(IceRole role, List<TransportAddress> sockets, boolean loopback, long now) {
        var candidates = HostCandidates.of(sockets, 1, loopback);
        var path = new MediaPath(
                role,
                ShortTermCredential.generate(settings.random()),
                candidates,
                identity,
                TlsId.generate(settings.random()).value(),
                gate,
                settings,
                now);
        return new MediaStream(path, settings, wallClock, cname);
    }

    // ── our offers ──────────────────────────────────────────────────────────────────────────────

    /** The first offer: one stream for each kind, over these sockets. */
    SessionDescription offer(List<List<TransportAddress>> sockets, boolean loopback, long now) {
        for (int i = 0; i < kinds.size(); i++) {
            var kind = kinds.get(i);
            var stream = open(IceRole.CONTROLLING, sockets.get(i), loopback, now);
            slots.add(new Slot(Integer.toString(i), kind, stream, kind.formats()));
        }
        return sendOffer();
    }

    /** What was agreed, as an offer (flows.md §1.3): same keys, same ICE credentials, actpass. */
    SessionDescription offerAgain() {
        return sendOffer();
    }

    private SessionDescription sendOffer() {
        var offer = exchange.next(writer.write(1, describe(DtlsSetup.IN_OFFERS, null)));
        exchange.sendOffer(offer);
        return offer;
    }

    /** The offer came to nothing: what was agreed before holds. */
    void offerRefused() {
        exchange.localOfferRefused();
    }

    /** The far end's offer was refused: what was agreed before holds. */
    void refuseOffer() {
        exchange.refuseRemoteOffer();
    }

    private List<DescriptionWriter.Slot> describe(Setup setup, @Nullable SessionDescription offer) {
        var list = new ArrayList<DescriptionWriter.Slot>();
        for (int i = 0; i < slots.size(); i++) {
            var slot = slots.get(i);
            var offered = offer == null ? null : offer.media().get(i);
            if (slot.stream == null || !slot.open) {
                var rejected = offered != null
                        ? offered
                        : exchange.remoteDescription().orElseThrow().media().get(i);
                list.add(new DescriptionWriter.Slot.Rejected(rejected));
                continue;
            }
            var path = slot.stream.path();
            Optional<String> tlsId =
                    offer == null || offered == null || offer.tlsId(offered).isPresent()
                            ? Optional.of(path.tlsId())
                            : Optional.empty();
            Direction direction =
                    offer == null || offered == null ? Hold.OFF.offer() : Hold.OFF.answer(offer.direction(offered));
            Setup own = offer == null || offered == null
                    ? setup
                    : DtlsSetup.answer(
                                    offer.setup(offered),
                                    Optional.ofNullable(slot.terms).map(DtlsTerms::role))
                            .orElseThrow();
            list.add(new DescriptionWriter.Slot.Open(new LocalStream(
                    slot.kind == null ? "audio" : slot.kind.media(),
                    slot.mid,
                    slot.formats,
                    direction,
                    own,
                    path.localCredential(),
                    path.localCandidates(),
                    path.localCandidates().getFirst().address(),
                    tlsId,
                    offer == null)));
        }
        return list;
    }

    /** The far end answered our offer. */
    Outcome answered(SessionDescription answer, long now) {
        var lines = RemoteReader.read(answer);
        var usable = new ArrayList<RemoteStream>();
        for (var line : lines) {
            switch (line) {
                case RemoteReader.Line.Usable(var stream) -> usable.add(stream);
                case RemoteReader.Line.Off() -> {}
                case RemoteReader.Line.Unfit(var reason, var detail) -> {
                    return new Outcome.Refused(reason, detail);
                }
            }
        }
        if (usable.isEmpty()) {
            return new Outcome.Refused(Reason.PEER_NOT_CAPABLE, "the answer rejects every stream");
        }
        return switch (exchange.receiveAnswer(answer)) {
            case Reception.Accepted _ -> agree(usable, true, now);
            case Reception.Ignored() -> new Outcome.Taken(List.of());
            case Reception other ->
                new Outcome.Refused(Reason.MEDIA_NOT_PROTECTED, "the answer does not fit: " + other);
        };
    }

    // ── offers of the far end ───────────────────────────────────────────────────────────────────

    /** The far end offers; nothing is agreed before {@link #answer}. */
    Outcome offered(SessionDescription offer) {
        var usable = new ArrayList<RemoteStream>();
        RemoteReader.Line.@Nullable Unfit unfit = null;
        for (var line : RemoteReader.read(offer)) {
            switch (line) {
                case RemoteReader.Line.Usable(var stream) -> usable.add(stream);
                case RemoteReader.Line.Off() -> {}
                case RemoteReader.Line.Unfit it -> unfit = it;
            }
        }
        if (usable.isEmpty()) {
            return unfit == null
                    ? new Outcome.Refused(Reason.PEER_NOT_CAPABLE, "no stream is offered")
                    : new Outcome.Refused(unfit.reason(), unfit.detail());
        }
        return switch (exchange.receiveOffer(offer)) {
            case Reception.Accepted _ -> new Outcome.Taken(usable);
            case Reception.Glare() -> new Outcome.Collision(491);
            case Reception.Busy() -> new Outcome.Collision(500);
            case Reception other -> new Outcome.Refused(Reason.MEDIA_NOT_PROTECTED, "the offer does not fit: " + other);
        };
    }

    /** How many streams of an offer we would take, so that sockets can be opened for them. */
    int wanted(List<RemoteStream> offered) {
        return (int)
                offered.stream().filter(stream -> kindFor(stream).isPresent()).count();
    }

    private Optional<StreamKind> kindFor(RemoteStream offered) {
        return kinds.stream()
                .filter(kind -> kind.media().equals(offered.media()))
                .filter(kind -> hasCodec(CodecChoice.choose(offered.description(), kind.formats())))
                .findFirst();
    }

    private static boolean hasCodec(List<PayloadFormat> formats) {
        return formats.stream().anyMatch(format -> !format.isTelephoneEvent());
    }

    /** Answers the first offer, over these sockets, one set for each stream wanted; empty if nothing is in common. */
    Optional<SessionDescription> answer(
            SessionDescription offer,
            List<RemoteStream> offered,
            List<List<TransportAddress>> sockets,
            boolean loopback,
            long now) {
        int used = 0;
        for (int i = 0; i < offer.media().size(); i++) {
            int index = i;
            var remote = offered.stream().filter(one -> one.index() == index).findFirst();
            var kind = remote.flatMap(this::kindFor);
            var mid = offer.media().get(i).mid().map(m -> m.value()).orElse(Integer.toString(i));
            if (kind.isPresent() && used < sockets.size()) {
                var stream = open(IceRole.CONTROLLED, sockets.get(used++), loopback, now);
                var formats = CodecChoice.choose(
                        remote.orElseThrow().description(), kind.get().formats());
                slots.add(new Slot(mid, kind.get(), stream, firstCodecAndEvents(formats)));
            } else {
                slots.add(new Slot(mid, null, null, List.of()));
            }
        }
        if (streams().isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(sendAnswer(offer, offered, now));
    }

    /** RFC 3264 §6.1 lets us take several codecs; one is enough, and leaves no doubt about what to decode. */
    private static List<PayloadFormat> firstCodecAndEvents(List<PayloadFormat> formats) {
        var codec = formats.stream()
                .filter(format -> !format.isTelephoneEvent())
                .findFirst()
                .orElseThrow();
        return formats.stream()
                .filter(format ->
                        format.equals(codec) || format.isTelephoneEvent() && format.clockRate() == codec.clockRate())
                .toList();
    }

    /** Whether a later offer leaves keys, roles and ICE as they are; anything else would need a new association. */
    Optional<String> whatWouldChange(SessionDescription offer, List<RemoteStream> offered) {
        for (RemoteStream one : offered) {
            if (one.index() >= slots.size()) {
                return Optional.of("a new stream");
            }
            var slot = slots.get(one.index());
            if (slot.stream == null || !slot.open) {
                return Optional.of("a stream that was rejected before");
            }
            var known = slot.stream.path().remote();
            if (known.isPresent()
                    && (!known.get().fingerprints().equals(one.fingerprints())
                            || !known.get().tlsId().equals(one.tlsId())
                            || !known.get().ice().credential().equals(one.ice().credential()))) {
                return Optional.of("keys or ICE credentials of stream " + one.index());
            }
            var role = Optional.ofNullable(slot.terms).map(DtlsTerms::role);
            var setup = DtlsSetup.answer(offer.setup(one.description()), role);
            if (setup.isEmpty() || role.isPresent() && !setup.equals(role)) {
                return Optional.of("the DTLS role of stream " + one.index());
            }
        }
        return Optional.empty();
    }

    /** As {@link #whatWouldChange}, for an answer to an offer of ours. */
    Optional<String> whatTheAnswerChanges(SessionDescription answer) {
        var streams = new ArrayList<RemoteStream>();
        for (var line : RemoteReader.read(answer)) {
            switch (line) {
                case RemoteReader.Line.Usable(var stream) -> streams.add(stream);
                case RemoteReader.Line.Off() -> {}
                case RemoteReader.Line.Unfit(var _, var detail) -> {
                    return Optional.of("what protects a stream: " + detail);
                }
            }
        }
        for (RemoteStream one : streams) {
            if (one.index() >= slots.size()) {
                return Optional.of("the number of streams");
            }
            var stream = slots.get(one.index()).stream;
            var known = stream == null
                    ? Optional.<RemoteMedia>empty()
                    : stream.path().remote();
            if (known.isEmpty() || !known.get().fingerprints().equals(one.fingerprints())) {
                return Optional.of("the fingerprint of stream " + one.index());
            }
            if (!known.get().tlsId().equals(one.tlsId())
                    || !known.get().ice().credential().equals(one.ice().credential())) {
                return Optional.of("the association of stream " + one.index());
            }
            boolean passive = one.setup() == Setup.PASSIVE;
            if (passive != (known.get().localRole() == DtlsRole.CLIENT)) {
                return Optional.of("the DTLS role of stream " + one.index());
            }
        }
        return streams.size() == streams().size() ? Optional.empty() : Optional.of("which streams are on");
    }

    /** Answers a later offer that changes nothing but candidates and directions. */
    SessionDescription answerAgain(SessionDescription offer, List<RemoteStream> offered, long now) {
        return sendAnswer(offer, offered, now);
    }

    private SessionDescription sendAnswer(SessionDescription offer, List<RemoteStream> offered, long now) {
        var answer = exchange.next(writer.write(1, describe(Setup.ACTIVE, offer)));
        exchange.sendAnswer(answer);
        agree(offered, false, now);
        return answer;
    }

    /** An exchange is complete: paths get to know the far end. */
    private Outcome agree(List<RemoteStream> remote, boolean weOffered, long now) {
        var local = exchange.localDescription().orElseThrow();
        var theirs = exchange.remoteDescription().orElseThrow();
        var on = new ArrayList<RemoteStream>();
        for (int i = 0; i < slots.size(); i++) {
            int index = i;
            var slot = slots.get(i);
            var description =
                    remote.stream().filter(one -> one.index() == index).findFirst();
            if (description.isEmpty() || slot.stream == null) {
                slot.open = false;
                continue;
            }
            var terms = DtlsTerms.of(local, theirs, i, weOffered);
            if (terms.isEmpty()) {
                return new Outcome.Refused(Reason.FINGERPRINT_MISSING, "no DTLS association for stream " + i);
            }
            slot.terms = terms.get();
            var one = description.get();
            slot.stream
                    .path()
                    .describe(
                            new RemoteMedia(
                                    one.ice(),
                                    one.candidates(),
                                    one.fingerprints(),
                                    terms.get().role() == Setup.ACTIVE ? DtlsRole.CLIENT : DtlsRole.SERVER,
                                    one.tlsId()),
                            now);
            on.add(one);
        }
        return new Outcome.Taken(on);
    }

    // ── what was agreed ─────────────────────────────────────────────────────────────────────────

    /** The audio that was agreed upon for a stream, if it is one that we speak ourselves. */
    Optional<AudioFormat> audioFormat(MediaStream stream) {
        for (int i = 0; i < slots.size(); i++) {
            var slot = slots.get(i);
            if (slot.stream == stream && slot.kind != null && slot.kind.spoken()) {
                return audioFormat(i);
            }
        }
        return Optional.empty();
    }

    private Optional<AudioFormat> audioFormat(int index) {
        var local = exchange.localDescription().orElseThrow();
        var remote = exchange.remoteDescription().orElseThrow();
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

    /** The clock rate of a stream that the application carries. */
    int clockRate(MediaStream stream) {
        for (Slot slot : slots) {
            if (slot.stream == stream && !slot.formats.isEmpty()) {
                return slot.formats.getFirst().clockRate();
            }
        }
        throw new IllegalArgumentException("not a stream of this call");
    }
}
