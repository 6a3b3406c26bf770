package org.sipbrandy.cli.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.sipbrandy.call.evidence.Level;
import org.sipbrandy.call.evidence.PeerIdentity;
import org.sipbrandy.call.evidence.Policy;
import org.sipbrandy.call.evidence.Reason;
import org.sipbrandy.call.evidence.Trust;
import org.sipbrandy.call.evidence.Verdict;

/**
 * What one side told of a call, read from its lines. Times are milliseconds since its INVITE.
 *
 * @param caller whether it called
 * @param hop how signalling travelled, e.g. {@code tls to 192.0.2.7:5061}
 * @param verdict the last one that was told
 * @param errors what the program said besides, gravest last
 */
record Side(
        boolean caller,
        String from,
        String to,
        String hop,
        List<Passed> messages,
        List<StepLine> steps,
        List<Sample> samples,
        Optional<Verdict> verdict,
        Optional<Event> established,
        Optional<Event> ended,
        List<String> errors) {

    /** A step of the protection. */
    record StepLine(double elapsed, String step, boolean ok, String detail) {}

    /** Figures of the media so far. */
    record Sample(
            double elapsed, double sent, double received, double lost, double jitter, OptionalDouble consentAge) {}

    /** Reads what was told of the first call in these lines. */
    static Side of(List<String> lines) {
        var reader = new Reader();
        for (String line : lines) {
            Event.parse(line).ifPresent(reader::add);
        }
        return reader.side();
    }

    /** Who is on this side, as the call began. */
    String own() {
        return caller ? from : to;
    }

    /** When the call was over here; 0 if that was not told. */
    double end() {
        return ended.map(event -> event.number("elapsed_ms").orElse(0)).orElse(0d);
    }

    private static final class Reader {
        private final List<Passed> messages = new ArrayList<>();
        private final List<StepLine> steps = new ArrayList<>();
        private final List<Sample> samples = new ArrayList<>();
        private final List<String> errors = new ArrayList<>();
        private Optional<Event> hop = Optional.empty();
        private Optional<Verdict> verdict = Optional.empty();
        private Optional<Event> established = Optional.empty();
        private Optional<Event> ended = Optional.empty();
        private String call = "";

        void add(Event event) {
            String id = event.text("call");
            if (call.isEmpty()) {
                call = id;
            } else if (!id.isEmpty() && !id.equals(call)) {
                return; // of another call
            }
            switch (event.text("event")) {
                case "call.outgoing", "call.incoming" -> hop = Optional.of(event);
                case "call.signal" -> message(Passed.of(event));
                case "call.step" ->
                    steps.add(new StepLine(
                            event.number("elapsed_ms").orElse(0),
                            event.text("step"),
                            event.flag("ok"),
                            event.text("detail")));
                case "call.security" -> verdict = verdict(event);
                case "call.established" -> established = Optional.of(event);
                case "call.media" -> samples.add(sample(event));
                case "call.ended" -> ended = Optional.of(event);
                case "error" -> errors.add(event.text("message"));
                default -> {}
            }
        }

        private void message(Passed message) {
            for (int i = messages.size() - 1; i >= 0; i--) {
                if (messages.get(i).repeatedBy(message)) {
                    messages.set(i, messages.get(i).again());
                    return;
                }
            }
            messages.add(message);
        }

        private static Sample sample(Event event) {
            return new Sample(
                    event.number("elapsed_ms").orElse(0),
                    event.number("sent_packets").orElse(0),
                    event.number("received_packets").orElse(0),
                    event.number("lost_packets").orElse(0),
                    event.number("jitter_ms").orElse(0),
                    event.number("consent_age_ms"));
        }

        private static Optional<Verdict> verdict(Event event) {
            var level = word(Level.values(), Level::word, event.text("level"));
            var policy = Policy.of(event.text("policy"));
            if (level.isEmpty() || policy.isEmpty()) {
                return Optional.empty();
            }
            var trust = word(Trust.values(), Trust::word, event.text("trust")).orElse(Trust.NONE);
            var peer = Optional.of(event.text("peer"))
                    .filter(name -> !name.isBlank())
                    .map(name -> new PeerIdentity(name, trust, event.text("safety_number")));
            var reasons = event.list("reasons").stream()
                    .map(Reason::of)
                    .flatMap(Optional::stream)
                    .toList();
            return Optional.of(new Verdict(level.get(), peer, reasons, policy.get()));
        }

        private static <T> Optional<T> word(T[] all, java.util.function.Function<T, String> word, String text) {
            return Arrays.stream(all)
                    .filter(one -> word.apply(one).equals(text))
                    .findFirst();
        }

        Side side() {
            return new Side(
                    hop.map(event -> event.text("event").equals("call.outgoing"))
                            .orElse(true),
                    hop.map(event -> event.text("from")).orElse(""),
                    hop.map(event -> event.text("to")).orElse(""),
                    hop.map(event -> event.text("transport")
                                    + (event.text("event").equals("call.outgoing") ? " to " : " from ")
                                    + event.text("remote"))
                            .orElse(""),
                    List.copyOf(messages),
                    List.copyOf(steps),
                    List.copyOf(samples),
                    verdict,
                    established,
                    ended,
                    List.copyOf(errors));
        }
    }
}
