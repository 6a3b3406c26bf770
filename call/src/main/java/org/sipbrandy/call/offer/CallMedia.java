package org.sipbrandy.call.offer;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongFunction;
import org.sipbrandy.call.Tokens;
import org.sipbrandy.call.description.DescriptionWriter;
import org.sipbrandy.call.description.RemoteStream;
import org.sipbrandy.call.description.StreamKind;
import org.sipbrandy.call.evidence.Reason;
import org.sipbrandy.call.media.AudioFormat;
import org.sipbrandy.call.media.Gate;
import org.sipbrandy.call.media.LocalMedia;
import org.sipbrandy.call.media.MediaPath;
import org.sipbrandy.call.media.MediaSettings;
import org.sipbrandy.call.media.MediaStream;
import org.sipbrandy.call.media.RemoteMedia;
import org.sipbrandy.dtls.DtlsIdentity;
import org.sipbrandy.dtls.DtlsRole;
import org.sipbrandy.ice.IceRole;
import org.sipbrandy.ice.ShortTermCredential;
import org.sipbrandy.sdp.SessionDescription;
import org.sipbrandy.sdp.attribute.Direction;
import org.sipbrandy.sdp.attribute.Fingerprint;
import org.sipbrandy.sdp.attribute.Setup;
import org.sipbrandy.sdp.attribute.TlsId;
import org.sipbrandy.sdp.dtls.DtlsTerms;
import org.sipbrandy.sdp.offeranswer.CodecChoice;
import org.sipbrandy.sdp.offeranswer.Hold;
import org.sipbrandy.sdp.offeranswer.OfferAnswer;
import org.sipbrandy.sdp.offeranswer.OfferAnswerState;
import org.sipbrandy.sdp.offeranswer.Reception;

/**
 * The streams of one call and the offer/answer exchange about them. Keys, roles and ICE credentials stay as the first
 * exchange set them; what would change them is refused. Not thread-safe.
 */
public final class CallMedia {
    private final List<StreamKind> kinds;
    private final MediaSettings settings;
    private final Gate gate;
    private final LongFunction<Instant> wallClock;
    private final DtlsIdentity identity;
    private final Fingerprint fingerprint;
    private final OwnDescription own;
    private final String cname;
    private final OfferAnswer exchange = new OfferAnswer();
    private final List<MediaLine> lines = new ArrayList<>();
    private final List<MediaStream> retired = new ArrayList<>();
    private Hold hold = Hold.OFF;

    public CallMedia(
            List<StreamKind> kinds, MediaSettings settings, Gate gate, LongFunction<Instant> wallClock, long now) {
        this.kinds = List.copyOf(kinds);
        this.settings = settings;
        this.gate = gate;
        this.wallClock = wallClock;
        // DTLS-27: a new certificate for each call.
        this.identity = DtlsIdentity.generate(settings.random(), wallClock.apply(now));
        this.fingerprint = Fingerprint.of("sha-256", identity.sha256Fingerprint());
        this.own = new OwnDescription(new DescriptionWriter(settings.random().nextLong(), fingerprint));
        this.cname = Tokens.text(settings.random(), 16); // RFC 7022 §4.2
    }

    /** {@code sha-256 AA:BB…} of our certificate. */
    public String ownFingerprint() {
        return fingerprint.value();
    }

    /** Those that are on. */
    public List<MediaStream> streams() {
        var list = new ArrayList<MediaStream>();
        for (MediaLine line : lines) {
            if (line instanceof MediaLine.On on) {
                list.add(on.stream());
            }
        }
        return list;
    }

    private MediaStream open(IceRole role, LocalMedia local, long now) {
        var path = new MediaPath(
                role,
                ShortTermCredential.generate(settings.random()),
                local,
                identity,
                TlsId.generate(settings.random()).value(),
                gate,
                settings,
                now);
        return new MediaStream(path, settings, wallClock, cname);
    }

    // ── our offers ──────────────────────────────────────────────────────────────────────────────

    /** The first offer: one stream for each kind, over these candidates. */
    public SessionDescription offer(List<LocalMedia> local, long now) {
        for (int i = 0; i < kinds.size(); i++) {
            var kind = kinds.get(i);
            var stream = open(IceRole.CONTROLLING, local.get(i), now);
            lines.add(new MediaLine.On(Integer.toString(i), kind, stream, kind.formats(), Optional.empty()));
        }
        return offerAgain();
    }

    /** What was agreed, as an offer (flows.md §1.3): same keys, same ICE credentials, actpass. */
    public SessionDescription offerAgain() {
        var offer = exchange.next(own.offer(lines, hold, exchange.remoteDescription()));
        exchange.sendOffer(offer);
        return offer;
    }

    /** Whether no offer of either side waits for its answer. */
    public boolean stable() {
        return exchange.state() == OfferAnswerState.STABLE;
    }

    /**
     * Changes what our next offer says.
     *
     * @return the change that takes this one back
     */
    public SessionChange change(SessionChange wanted) {
        return switch (wanted) {
            case SessionChange.Holding(Hold next) -> {
                var before = new SessionChange.Holding(hold);
                hold = next;
                yield before;
            }
            case SessionChange.Formats(StreamKind kind) -> {
                var before = kind;
                for (int i = 0; i < lines.size(); i++) {
                    if (lines.get(i) instanceof MediaLine.On line
                            && line.kind().media().equals(kind.media())) {
                        before = line.kind();
                        lines.set(i, line.with(kind));
                    }
                }
                yield new SessionChange.Formats(before);
            }
        };
    }

    /** Whether an offer of ours has no answer yet. */
    public boolean awaitsAnswer() {
        return exchange.state() == OfferAnswerState.HAVE_LOCAL_OFFER;
    }

    /** Our offer came to nothing: what was agreed before holds. */
    public void offerRefused() {
        exchange.localOfferRefused();
    }

    /** The far end answered our offer. */
    public Outcome answered(SessionDescription answer, long now) {
        return switch (OfferedStreams.ofAnswer(answer)) {
            case OfferedStreams.None(var reason, var detail) -> new Outcome.Refused(reason, detail);
            case OfferedStreams.Usable(var streams) ->
                switch (exchange.receiveAnswer(answer)) {
                    case Reception.Accepted _ -> agree(streams, true, now);
                    case Reception.Ignored() -> new Outcome.Taken(List.of());
                    case Reception other ->
                        new Outcome.Refused(Reason.MEDIA_NOT_PROTECTED, "the answer does not fit: " + other);
                };
        };
    }

    /** What an answer to an offer of ours changes that has to stay (MSEC-20). */
    public Optional<String> whatTheAnswerChanges(SessionDescription answer) {
        return switch (OfferedStreams.ofAnswer(answer)) {
            case OfferedStreams.None(var _, var detail) -> Optional.of("what protects a stream: " + detail);
            case OfferedStreams.Usable(var streams) -> new Continuity(lines).changedByAnswer(streams);
        };
    }

    // ── offers of the far end ───────────────────────────────────────────────────────────────────

    /** The far end offers; nothing is agreed before {@link #answer}. */
    public Outcome offered(SessionDescription offer) {
        return switch (OfferedStreams.ofOffer(offer)) {
            case OfferedStreams.None(var reason, var detail) -> new Outcome.Refused(reason, detail);
            case OfferedStreams.Usable(var streams) ->
                switch (exchange.receiveOffer(offer)) {
                    case Reception.Accepted _ -> new Outcome.Taken(streams);
                    case Reception.Glare() -> new Outcome.Collision(491);
                    case Reception.Busy() -> new Outcome.Collision(500);
                    case Reception other ->
                        new Outcome.Refused(Reason.MEDIA_NOT_PROTECTED, "the offer does not fit: " + other);
                };
        };
    }

    /** The far end's offer was refused: what was agreed before holds. */
    public void refuseOffer() {
        exchange.refuseRemoteOffer();
    }

    /** An answer that takes nothing of an offer which cannot be refused; the session is about to end. */
    public SessionDescription rejection(SessionDescription offer) {
        return exchange.next(own.rejection(offer));
    }

    /** How many streams of an offer we would take, so that sockets can be opened for them. */
    public int wanted(List<RemoteStream> offered) {
        return (int) offered.stream()
                .filter(stream -> AgreedFormats.kindFor(stream, kinds).isPresent())
                .count();
    }

    /** Answers the first offer, over these candidates, one set for each stream wanted; empty if nothing is in common. */
    public Optional<SessionDescription> answer(
            SessionDescription offer, List<RemoteStream> offered, List<LocalMedia> local, long now) {
        int used = 0;
        for (int i = 0; i < offer.media().size(); i++) {
            int index = i;
            var remote = offered.stream().filter(one -> one.index() == index).findFirst();
            var kind = remote.flatMap(stream -> AgreedFormats.kindFor(stream, kinds));
            if (kind.isPresent() && used < local.size()) {
                var mid = offer.media().get(i).mid().map(m -> m.value()).orElse(Integer.toString(i));
                var stream = open(IceRole.CONTROLLED, local.get(used++), now);
                var formats = CodecChoice.choose(
                        remote.orElseThrow().description(), kind.get().formats());
                lines.add(new MediaLine.On(
                        mid, kind.get(), stream, AgreedFormats.firstCodecAndEvents(formats), Optional.empty()));
            } else {
                lines.add(new MediaLine.Off());
            }
        }
        return streams().isEmpty() ? Optional.empty() : Optional.of(answerAgain(offer, offered, now));
    }

    /** What a later offer would change that has to stay. */
    public Optional<String> whatWouldChange(SessionDescription offer, List<RemoteStream> offered) {
        return new Continuity(lines).changedBy(offer, offered);
    }

    /** Answers a later offer that changes nothing but candidates and directions. */
    public SessionDescription answerAgain(SessionDescription offer, List<RemoteStream> offered, long now) {
        for (RemoteStream one : offered) {
            if (lines.get(one.index()) instanceof MediaLine.On line) {
                lines.set(one.index(), chosen(line, one, now));
            }
        }
        var answer = exchange.next(own.answer(lines, hold, offer));
        exchange.sendAnswer(answer);
        agree(offered, false, now);
        return answer;
    }

    /** The formats of an offer that we take; without a codec in common the line is off. */
    private MediaLine chosen(MediaLine.On line, RemoteStream offered, long now) {
        var possible = new ArrayList<>(List.of(line.kind()));
        possible.addAll(kinds);
        return AgreedFormats.kindFor(offered, possible)
                .<MediaLine>map(kind -> line.with(
                        AgreedFormats.firstCodecAndEvents(CodecChoice.choose(offered.description(), kind.formats()))))
                .orElseGet(() -> retire(line, now));
    }

    private MediaLine retire(MediaLine.On line, long now) {
        line.stream().close(now);
        retired.add(line.stream());
        return new MediaLine.Off();
    }

    /** Streams that an exchange has switched off since this was asked last; they are closed and their keys are wiped. */
    public List<MediaStream> retired() {
        var list = List.copyOf(retired);
        retired.clear();
        return list;
    }

    /** An exchange is complete: paths get to know the far end. */
    private Outcome agree(List<RemoteStream> remote, boolean weOffered, long now) {
        var local = exchange.localDescription().orElseThrow();
        var theirs = exchange.remoteDescription().orElseThrow();
        var taken = new ArrayList<RemoteStream>();
        for (int i = 0; i < lines.size(); i++) {
            int index = i;
            var one = remote.stream().filter(stream -> stream.index() == index).findFirst();
            if (!(lines.get(i) instanceof MediaLine.On line)) {
                continue;
            }
            if (one.isEmpty()) {
                lines.set(i, retire(line, now));
                continue;
            }
            var terms = DtlsTerms.of(local, theirs, i, weOffered);
            if (terms.isEmpty()) {
                return new Outcome.Refused(Reason.FINGERPRINT_MISSING, "no DTLS association for stream " + i);
            }
            lines.set(i, line.with(terms.get()));
            line.stream().path().describe(remoteMedia(one.get(), terms.get()), now);
            taken.add(one.get());
        }
        return new Outcome.Taken(taken);
    }

    private static RemoteMedia remoteMedia(RemoteStream one, DtlsTerms terms) {
        return new RemoteMedia(
                one.ice(),
                one.candidates(),
                one.fingerprints(),
                terms.role() == Setup.ACTIVE ? DtlsRole.CLIENT : DtlsRole.SERVER,
                one.tlsId());
    }

    // ── what was agreed ─────────────────────────────────────────────────────────────────────────

    /** The audio that was agreed upon for a stream, if it is one that we speak ourselves. */
    public Optional<AudioFormat> audioFormat(MediaStream stream) {
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i) instanceof MediaLine.On line
                    && line.stream() == stream
                    && line.kind().spoken()) {
                return AgreedFormats.audio(
                        exchange.localDescription().orElseThrow(),
                        exchange.remoteDescription().orElseThrow(),
                        i);
            }
        }
        return Optional.empty();
    }

    /** Which side holds the other. */
    public Holds holds() {
        return Holds.of(hold, lines, exchange.remoteDescription());
    }

    /** What may flow on a stream, seen by us. */
    public Direction direction(MediaStream stream) {
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i) instanceof MediaLine.On line && line.stream() == stream) {
                return exchange.flow(i).direction();
            }
        }
        return Direction.INACTIVE;
    }

    /** The clock rate of a stream that the application carries. */
    public int clockRate(MediaStream stream) {
        for (MediaLine line : lines) {
            if (line instanceof MediaLine.On on && on.stream() == stream) {
                return on.formats().getFirst().clockRate();
            }
        }
        throw new IllegalArgumentException("not a stream of this call");
    }
}
