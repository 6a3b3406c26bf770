package org.sipbrandy.cli;

import java.util.Locale;
import java.util.function.Consumer;
import org.sipbrandy.call.CallEvent;
import org.sipbrandy.call.evidence.PeerIdentity;
import org.sipbrandy.call.evidence.Reason;

/** Writes the events of one call, each as one JSON object: for {@code --json} and for the report alike. */
final class JsonCall implements CallWatcher {
    private final Consumer<JsonLine> out;
    private long origin;
    private boolean begun;

    JsonCall(Consumer<JsonLine> out) {
        this.out = out;
    }

    static JsonLine event(String name) {
        return new JsonLine().put("event", name).put("time", Watcher.time());
    }

    @Override
    public CallWatcher next() {
        return new JsonCall(out);
    }

    @Override
    public void event(String call, CallEvent event, String recording) {
        switch (event) {
            case CallEvent.Outgoing it -> hop("call.outgoing", call, it.from(), it.to(), it.transport(), it.remote());
            case CallEvent.Incoming it -> hop("call.incoming", call, it.from(), it.to(), it.transport(), it.remote());
            case CallEvent.Ringing it -> out.accept(of("call.ringing", call).put("status", it.status()));
            case CallEvent.StepReached it -> step(call, it);
            case CallEvent.SecurityChanged it -> security(call, it);
            case CallEvent.Established it ->
                out.accept(of("call.established", call)
                        .put("level", it.level().word())
                        .put("codec", it.codec())
                        .put("srtp_profile", it.srtpProfile())
                        .put("dtls_version", it.dtlsVersion())
                        .put("local_candidate", it.localCandidate())
                        .put("remote_candidate", it.remoteCandidate())
                        .millis("elapsed_ms", since(it)));
            case CallEvent.Media it -> media(call, it);
            case CallEvent.Digit it ->
                out.accept(of("call.digit", call)
                        .put("digit", String.valueOf(it.digit()))
                        .millis("duration_ms", it.durationNanos()));
            case CallEvent.Held it ->
                out.accept(of("call.held", call).put("by", side(it.local())).put("on", it.on()));
            case CallEvent.Replacing it -> out.accept(of("call.replacing", call).put("replaces", it.call()));
            case CallEvent.Transfer it ->
                out.accept(of("call.transfer", call)
                        .put("by", side(it.local()))
                        .put("state", it.state().name().toLowerCase(Locale.ROOT).replace('_', '-'))
                        .put("to", it.to())
                        .put("status", it.status())
                        .put("next", it.next()));
            case CallEvent.Ended it ->
                out.accept(of("call.ended", call)
                        .put("by", it.by().name().toLowerCase(Locale.ROOT))
                        .put("status", it.status())
                        .put("reason", it.reason())
                        .put("level", it.verdict().level().word())
                        .millis("duration_ms", it.mediaNanos())
                        .put("recording", recording)
                        .millis("elapsed_ms", since(it)));
            case CallEvent.Signal it -> signal(call, it);
            case CallEvent.KeyRefused _ -> {}
        }
    }

    private void step(String call, CallEvent.StepReached it) {
        count(it.at() - it.elapsedNanos());
        out.accept(of("call.step", call)
                .put("step", it.step().word())
                .put("ok", it.ok())
                .put("detail", it.detail())
                .millis("elapsed_ms", it.elapsedNanos()));
    }

    private void security(String call, CallEvent.SecurityChanged it) {
        var verdict = it.verdict();
        out.accept(of("call.security", call)
                .put("level", verdict.level().word())
                .put("trust", verdict.trust().word())
                .put("peer", verdict.peer().map(PeerIdentity::name))
                .put("safety_number", verdict.peer().map(PeerIdentity::safetyNumber))
                .put("reasons", verdict.reasons().stream().map(Reason::code).toList())
                .put("policy", verdict.policy().word()));
    }

    private void media(String call, CallEvent.Media it) {
        var figures = it.figures();
        out.accept(of("call.media", call)
                .put("sent_packets", figures.sentPackets())
                .put("received_packets", figures.receivedPackets())
                .put("lost_packets", figures.lostPackets())
                .millis("jitter_ms", figures.jitterNanos())
                .millis("rtt_ms", figures.roundTripNanos())
                .put("auth_failures", figures.authenticationFailures())
                .put("replays", figures.replays())
                .millis("consent_age_ms", figures.consentAgeNanos())
                .millis("elapsed_ms", since(it)));
    }

    private void signal(String call, CallEvent.Signal it) {
        count(it.at() - it.elapsedNanos());
        out.accept(of("call.signal", call)
                .put("sent", it.sent())
                .put("method", it.line().method())
                .put("status", it.line().status())
                .put("phrase", it.line().phrase())
                .put("cseq", it.line().cseq())
                .put("keys", it.keys().binding().word())
                .put("fingerprints", it.keys().described().stream().toList())
                .put("signed_fingerprints", it.keys().signed().stream().toList())
                .put("signer", it.keys().signer())
                .put("refusal", it.refusal().map(Reason::code))
                .put("repeats", it.repeats())
                .millis("elapsed_ms", it.elapsedNanos()));
    }

    private static String side(boolean local) {
        return local ? "local" : "remote";
    }

    private void count(long from) {
        origin = from;
        begun = true;
    }

    /** Since the INVITE; 0 before there is one. */
    private long since(CallEvent event) {
        return begun ? event.at() - origin : 0;
    }

    private static JsonLine of(String name, String call) {
        return event(name).put("call", call);
    }

    private void hop(String name, String call, String from, String to, String transport, String remote) {
        out.accept(of(name, call)
                .put("from", from)
                .put("to", to)
                .put("transport", transport)
                .put("remote", remote));
    }
}
