package org.sipbrandy.cli;

import java.io.PrintStream;
import java.util.Locale;
import org.sipbrandy.agent.Call;
import org.sipbrandy.agent.UserAgent;
import org.sipbrandy.call.CallEvent;
import org.sipbrandy.call.evidence.PeerIdentity;
import org.sipbrandy.call.evidence.Reason;

/** Writes each event as one JSON object on one line. */
final class JsonWatcher implements Watcher {
    private final PrintStream out;

    JsonWatcher(PrintStream out) {
        this.out = out;
    }

    private static JsonLine event(String name) {
        return new JsonLine().put("event", name).put("time", Watcher.time());
    }

    private synchronized void print(JsonLine line) {
        out.println(line);
        out.flush();
    }

    @Override
    public void listening(UserAgent.Listening where, String aor) {
        print(event("listening")
                .put("transport", where.transport().name().toLowerCase(Locale.ROOT))
                .put("host", where.host())
                .put("port", where.port())
                .put("aor", aor));
    }

    @Override
    public void error(ExitCode code, String message) {
        print(event("error").put("code", code.number()).put("message", message));
    }

    @Override
    public void event(Call call, CallEvent event, String recording) {
        switch (event) {
            case CallEvent.Outgoing it ->
                print(hop("call.outgoing", call, it.from(), it.to(), it.transport(), it.remote()));
            case CallEvent.Incoming it ->
                print(hop("call.incoming", call, it.from(), it.to(), it.transport(), it.remote()));
            case CallEvent.Ringing it -> print(of("call.ringing", call).put("status", it.status()));
            case CallEvent.StepReached it ->
                print(of("call.step", call)
                        .put("step", it.step().word())
                        .put("ok", it.ok())
                        .put("detail", it.detail())
                        .millis("elapsed_ms", it.elapsedNanos()));
            case CallEvent.SecurityChanged it ->
                print(of("call.security", call)
                        .put("level", it.verdict().level().word())
                        .put("trust", it.verdict().trust().word())
                        .put("peer", it.verdict().peer().map(PeerIdentity::name))
                        .put("safety_number", it.verdict().peer().map(PeerIdentity::safetyNumber))
                        .put(
                                "reasons",
                                it.verdict().reasons().stream()
                                        .map(Reason::code)
                                        .toList())
                        .put("policy", it.verdict().policy().word()));
            case CallEvent.Established it ->
                print(of("call.established", call)
                        .put("level", it.level().word())
                        .put("codec", it.codec())
                        .put("srtp_profile", it.srtpProfile())
                        .put("dtls_version", it.dtlsVersion())
                        .put("local_candidate", it.localCandidate())
                        .put("remote_candidate", it.remoteCandidate()));
            case CallEvent.Media it ->
                print(of("call.media", call)
                        .put("sent_packets", it.figures().sentPackets())
                        .put("received_packets", it.figures().receivedPackets())
                        .put("lost_packets", it.figures().lostPackets())
                        .millis("jitter_ms", it.figures().jitterNanos())
                        .millis("rtt_ms", it.figures().roundTripNanos())
                        .put("auth_failures", it.figures().authenticationFailures())
                        .put("replays", it.figures().replays())
                        .millis("consent_age_ms", it.figures().consentAgeNanos()));
            case CallEvent.Digit it ->
                print(of("call.digit", call)
                        .put("digit", String.valueOf(it.digit()))
                        .millis("duration_ms", it.durationNanos()));
            case CallEvent.Ended it ->
                print(of("call.ended", call)
                        .put("by", it.by().name().toLowerCase(Locale.ROOT))
                        .put("status", it.status())
                        .put("reason", it.reason())
                        .put("level", it.verdict().level().word())
                        .millis("duration_ms", it.mediaNanos())
                        .put("recording", recording));
            case CallEvent.Signal _, CallEvent.KeyRefused _ -> {}
        }
    }

    private static JsonLine of(String name, Call call) {
        return event(name).put("call", call.id());
    }

    private static JsonLine hop(String name, Call call, String from, String to, String transport, String remote) {
        return of(name, call)
                .put("from", from)
                .put("to", to)
                .put("transport", transport)
                .put("remote", remote);
    }
}
