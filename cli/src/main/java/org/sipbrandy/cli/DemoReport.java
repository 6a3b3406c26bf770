package org.sipbrandy.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sipbrandy.cli.report.Page;
import org.sipbrandy.cli.report.ReportFile;

/** Passes everything on, and writes a page about the call of Alice and Bob when it is closed, if one was asked for. */
final class DemoReport implements DemoListener, AutoCloseable {
    private final DemoListener inner;
    private final Optional<ReportFile> file;
    private final List<String> alice = new ArrayList<>();
    private final List<String> bob = new ArrayList<>();
    private boolean written;

    DemoReport(DemoListener inner, Optional<ReportFile> file) {
        this.inner = inner;
        this.file = file;
    }

    @Override
    public void begins(Scenario scenario, boolean attacker) {
        inner.begins(scenario, attacker);
    }

    @Override
    public void event(String who, boolean main, String raw, EventLine it) {
        if (main && file.isPresent()) {
            add(who.equals("Alice") ? alice : bob, raw);
        }
        inner.event(who, main, raw, it);
    }

    private synchronized void add(List<String> lines, String line) {
        lines.add(line);
    }

    @Override
    public void heard(String what, DemoComparison comparison) {
        inner.heard(what, comparison);
    }

    @Override
    public void ended(Scenario scenario, Outcome outcome, boolean met, boolean heardWell) {
        inner.ended(scenario, outcome, met, heardWell);
    }

    /** Writes it, as far as the two sides told the call; nothing if nobody called. */
    @Override
    public synchronized void close() {
        if (written || file.isEmpty() || alice.isEmpty()) {
            return;
        }
        written = true;
        try {
            file.get().write(Page.of(alice, bob));
        } catch (IOException e) {
            System.err.println("brandy: " + e.getMessage());
        }
    }
}
