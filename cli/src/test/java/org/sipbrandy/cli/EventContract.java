package org.sipbrandy.cli;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.sipbrandy.stir.passport.Json;

/** The members that each event must have, by the contract of the command line. */
final class EventContract {
    private enum Kind {
        TEXT,
        NUMBER,
        BOOLEAN,
        TEXTS
    }

    /** A member; {@code ?} after its kind: may be null. */
    private record Member(String name, Kind kind, boolean nullable) {}

    private static final Map<String, List<Member>> EVENTS = Map.ofEntries(
            entry("listening", members("transport TEXT", "host TEXT", "port NUMBER", "aor TEXT")),
            entry("call.outgoing", members("call TEXT", "from TEXT", "to TEXT", "transport TEXT", "remote TEXT")),
            entry("call.incoming", members("call TEXT", "from TEXT", "to TEXT", "transport TEXT", "remote TEXT")),
            entry("call.ringing", members("call TEXT", "status NUMBER")),
            entry("call.step", members("call TEXT", "step TEXT", "ok BOOLEAN", "detail TEXT", "elapsed_ms NUMBER")),
            entry(
                    "call.security",
                    members(
                            "call TEXT",
                            "level TEXT",
                            "trust TEXT",
                            "peer TEXT?",
                            "safety_number TEXT?",
                            "reasons TEXTS",
                            "policy TEXT")),
            entry(
                    "call.established",
                    members(
                            "call TEXT",
                            "level TEXT",
                            "codec TEXT",
                            "srtp_profile TEXT",
                            "dtls_version TEXT",
                            "local_candidate TEXT",
                            "remote_candidate TEXT")),
            entry(
                    "call.media",
                    members(
                            "call TEXT",
                            "sent_packets NUMBER",
                            "received_packets NUMBER",
                            "lost_packets NUMBER",
                            "jitter_ms NUMBER",
                            "rtt_ms NUMBER?",
                            "auth_failures NUMBER",
                            "replays NUMBER",
                            "consent_age_ms NUMBER?")),
            entry(
                    "call.ended",
                    members(
                            "call TEXT",
                            "by TEXT",
                            "status NUMBER",
                            "reason TEXT",
                            "level TEXT",
                            "duration_ms NUMBER?",
                            "recording TEXT")),
            entry("call.held", members("call TEXT", "by TEXT", "on BOOLEAN")),
            entry("call.replacing", members("call TEXT", "replaces TEXT")),
            entry(
                    "call.transfer",
                    members("call TEXT", "by TEXT", "state TEXT", "to TEXT", "status NUMBER", "next TEXT?")),
            entry("error", members("code NUMBER", "message TEXT")),
            entry(
                    "registered",
                    members(
                            "aor TEXT",
                            "registrar TEXT",
                            "contact TEXT",
                            "transport TEXT",
                            "remote TEXT",
                            "expires_s NUMBER",
                            "outbound BOOLEAN")),
            entry("registration.failed", members("aor TEXT", "registrar TEXT", "status NUMBER", "reason TEXT")),
            entry("unregistered", members("aor TEXT", "registrar TEXT")));

    private EventContract() {}

    private static List<Member> members(String... each) {
        return java.util.Arrays.stream(each)
                .map(text -> text.split(" "))
                .map(part -> new Member(part[0], Kind.valueOf(part[1].replace("?", "")), part[1].endsWith("?")))
                .toList();
    }

    /** Fails if an event lacks a member, or has it in another type. Further members are allowed. */
    static void holds(List<EventLine> events) {
        assertThat(events).isNotEmpty();
        for (EventLine event : events) {
            for (Member member : EVENTS.getOrDefault(event.name(), List.of())) {
                var value = event.members().member(member.name());
                assertThat(value).as("%s of %s", member.name(), event).isPresent();
                boolean fits = member.nullable() && value.get() == Json.Literal.NULL
                        || switch (member.kind()) {
                            case TEXT -> value.get() instanceof Json.Text;
                            case NUMBER -> value.get() instanceof Json.Num;
                            case BOOLEAN -> value.get() == Json.Literal.TRUE || value.get() == Json.Literal.FALSE;
                            case TEXTS ->
                                value.get() instanceof Json.Array(var elements)
                                        && elements.stream().allMatch(Json.Text.class::isInstance);
                        };
                assertThat(fits).as("type of %s in %s", member.name(), event).isTrue();
            }
        }
    }
}
