package org.sipbrandy.cli;

import java.io.PrintStream;

/** Passes both agents' events on, each with its {@code side}, and adds the demo's own findings. */
final class DemoJson implements DemoListener {
    private final PrintStream out;

    DemoJson(PrintStream out) {
        this.out = out;
    }

    private synchronized void line(Object text) {
        out.println(text);
        out.flush();
    }

    private static JsonLine event(String name) {
        return new JsonLine().put("event", name).put("time", Watcher.time());
    }

    @Override
    public void begins(Scenario scenario, boolean attacker) {
        line(event("demo.scenario").put("scenario", scenario.word()).put("description", scenario.description()));
    }

    @Override
    public void event(String who, boolean main, String raw, EventLine it) {
        line(raw.substring(0, raw.length() - 1) + ",\"side\":\"" + who.toLowerCase(java.util.Locale.ROOT) + "\"}");
    }

    @Override
    public void heard(String what, DemoComparison it) {
        line(event("demo.heard")
                .put("what", what)
                .put("ok", it.good())
                .number("correlation", it.figures().correlation())
                .number("longest_gap_ms", it.figures().longestGapMillis())
                .number("delay_ms", it.figures().delayMillis()));
    }

    @Override
    public void ended(Scenario scenario, Outcome outcome, boolean met, boolean heardWell) {
        line(event("demo.ended")
                .put("scenario", scenario.word())
                .put("ok", met && heardWell)
                .put("alice", outcome.alice().toString())
                .put("bob", outcome.bob().toString())
                .put("attacker", outcome.attacker()));
    }
}
