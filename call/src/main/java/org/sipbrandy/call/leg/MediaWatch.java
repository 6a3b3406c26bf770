package org.sipbrandy.call.leg;

import java.util.HashSet;
import java.util.Set;
import org.sipbrandy.call.CallEvent;
import org.sipbrandy.call.evidence.Evidence;
import org.sipbrandy.call.evidence.Reason;
import org.sipbrandy.call.evidence.Step;
import org.sipbrandy.call.leg.Timers.Timer;
import org.sipbrandy.call.media.MediaEffect;
import org.sipbrandy.call.media.MediaStream;
import org.sipbrandy.ice.IceEffect;

/** Turns what the media paths find into evidence, steps and the end of the call. Not thread-safe. */
final class MediaWatch implements MediaStream.Owner {
    private static final long LAST_WORDS = 2_000_000_000L;

    private final Leg leg;
    private final Set<MediaStream> found = new HashSet<>();
    private final Set<MediaStream> keyed = new HashSet<>();
    private final Set<String> shown = new HashSet<>();
    private PathFacts facts = PathFacts.NONE;

    /** What was found, for people: addresses, SRTP profile, DTLS version. */
    record PathFacts(String local, String remote, String srtpProfile, String dtlsVersion) {
        static final PathFacts NONE = new PathFacts("", "", "", "");

        PathFacts over(MediaEffect.PathFound it) {
            return new PathFacts(it.local(), it.remote(), srtpProfile, dtlsVersion);
        }

        PathFacts with(MediaEffect.Keyed it) {
            return new PathFacts(local, remote, it.srtpProfile(), it.version());
        }
    }

    MediaWatch(Leg leg) {
        this.leg = leg;
    }

    PathFacts facts() {
        return facts;
    }

    @Override
    public void digit(char digit, long durationNanos) {
        leg.protection.tell(new CallEvent.Digit(leg.now(), digit, durationNanos));
    }

    @Override
    public void mediaFlows() {
        leg.protection.record(new Evidence.MediaFlows(leg.now()));
        leg.protection.step(Step.MEDIA, true, "");
    }

    void on(MediaStream stream, MediaEffect effect) {
        switch (effect) {
            case MediaEffect.SendDatagram it -> leg.send(it);
            case MediaEffect.PathFound it -> pathFound(stream, it);
            case MediaEffect.ConsentFresh() -> consentFresh();
            case MediaEffect.ConsentGone it -> consentGone(it.why());
            case MediaEffect.PathFailed it -> pathFailed(it);
            case MediaEffect.Keyed it -> keyed(stream, it);
            case MediaEffect.WrongCertificate(String detail) -> {
                leg.protection.step(Step.DTLS_CONNECTED, false, detail);
                leg.fail(Reason.DTLS_CERTIFICATE_MISMATCH, detail);
            }
            case MediaEffect.KeyingFailed(String detail) -> {
                leg.protection.step(Step.DTLS_CONNECTED, false, detail);
                leg.fail(Reason.KEYING_FAILED, detail);
            }
            case MediaEffect.PeerClosed _ -> awaitGoodbye();
            case MediaEffect.RtpReceived it -> stream.received(it, this, leg.now());
            case MediaEffect.RtcpReceived it -> stream.received(it, leg.now());
        }
    }

    /** Offer and answer are known: from now on path and keys have their limit. */
    void expectKeys() {
        long limit = leg.settings.keyingLimit().toNanos();
        if (!leg.conversation.begun() && !leg.timers.running(Timer.KEYING)) {
            leg.timers.set(Timer.KEYING, leg.now() + limit, this::notKeyed);
        }
    }

    private void notKeyed() {
        if (!leg.protection.has(Evidence.PathFound.class)) {
            leg.protection.step(Step.ICE_CONNECTED, false, "no answer on any pair of addresses, " + attempted());
            leg.fail(Reason.ICE_FAILED, "no network path to the peer was found in time, " + attempted());
        } else if (!leg.protection.has(Evidence.DtlsConnected.class)) {
            leg.protection.step(Step.DTLS_CONNECTED, false, "not in time");
            leg.fail(Reason.KEYING_FAILED, "the DTLS handshake did not end in time");
        }
    }

    private void pathFound(MediaStream stream, MediaEffect.PathFound it) {
        facts = facts.over(it);
        found.add(stream);
        if (found.size() == leg.media.streams().size()) {
            leg.protection.record(new Evidence.PathFound(leg.now(), it.local(), it.remote()));
            leg.protection.step(Step.ICE_CONNECTED, true, it.local() + " to " + it.remote());
            leg.heed();
        }
    }

    private void pathFailed(MediaEffect.PathFailed it) {
        if (leg.protection.has(Evidence.ConsentGone.class) || leg.timers.running(Timer.GOODBYE)) {
            return; // consent was the reason; it is told already
        }
        leg.protection.step(Step.ICE_CONNECTED, false, "no path: " + it.why() + ", " + attempted());
        leg.fail(Reason.ICE_FAILED, "no network path to the peer: " + it.why() + ", " + attempted());
    }

    /** Of the first stream without a path. */
    private String attempted() {
        return leg.media.streams().stream()
                .filter(stream -> !found.contains(stream))
                .findFirst()
                .map(stream -> stream.path().attempted())
                .orElse("");
    }

    private void keyed(MediaStream stream, MediaEffect.Keyed it) {
        facts = facts.with(it);
        keyed.add(stream);
        shown.addAll(it.fingerprints());
        if (keyed.size() == leg.media.streams().size()) {
            leg.protection.record(new Evidence.DtlsConnected(leg.now(), shown, it.srtpProfile(), it.version()));
            leg.protection.step(Step.DTLS_CONNECTED, true, it.version() + ", " + it.srtpProfile());
            leg.heed();
        }
    }

    private void consentFresh() {
        // Each answer proves it anew; only a change is evidence.
        if (!leg.protection.has(Evidence.ConsentFresh.class)
                || leg.protection.verdict().reasons().contains(Reason.CONSENT_EXPIRED)) {
            leg.protection.record(new Evidence.ConsentFresh(leg.now()));
            leg.heed();
        }
    }

    private void consentGone(IceEffect.ConsentLoss why) {
        switch (why) {
            case EXPIRED -> {
                leg.protection.record(new Evidence.ConsentGone(leg.now()));
                leg.protection.step(Step.CONSENT, false, "the peer no longer confirms that it wants to receive");
                leg.consentGone();
            }
            // Said, not lost: nothing is sent any more, and its BYE is on the way over a slower hop.
            case REVOKED -> awaitGoodbye();
        }
    }

    /** The peer closed its media; if it says nothing more, it is dead. */
    private void awaitGoodbye() {
        if (!leg.over() && !leg.timers.running(Timer.GOODBYE)) {
            leg.timers.set(Timer.GOODBYE, leg.now() + LAST_WORDS, leg::goodbyeMissing);
        }
    }
}
