package org.sipbrandy.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sipbrandy.call.CallEvent;
import org.sipbrandy.call.CallSettings;
import org.sipbrandy.cli.report.Page;
import org.sipbrandy.cli.report.ReportFile;
import org.sipbrandy.sip.registration.RegistrationEvent;

/**
 * Passes everything on, and writes a page about each call when it ends, if one was asked for: that file, then numbered
 * ones. What has not ended when this is closed is written as it is.
 */
final class ReportingWatcher implements Watcher, AutoCloseable {
    private final Watcher inner;
    private final Optional<ReportFile> file;
    private final Map<String, List<String>> open = new LinkedHashMap<>();
    private int written;

    ReportingWatcher(Watcher inner, Optional<ReportFile> file) {
        this.inner = inner;
        this.file = file;
    }

    @Override
    public void listening(String transport, String host, int port, String aor) {
        inner.listening(transport, host, port, aor);
    }

    @Override
    public void registration(String aor, String registrar, RegistrationEvent event) {
        inner.registration(aor, registrar, event);
    }

    @Override
    public void error(ExitCode code, String message) {
        inner.error(code, message);
    }

    @Override
    public CallWatcher call() {
        var watching = inner.call();
        return file.isEmpty() ? watching : reporting(watching);
    }

    private CallWatcher reporting(CallWatcher watching) {
        var lines = new ArrayList<String>();
        var json = new JsonCall(line -> add(lines, line.toString()));
        return new CallWatcher() {
            @Override
            public CallSettings tap(CallSettings settings) {
                return watching.tap(settings);
            }

            @Override
            public CallWatcher next() {
                return reporting(watching.next());
            }

            @Override
            public void event(String call, CallEvent event, String recording) {
                begin(call, lines);
                watching.event(call, event, recording);
                json.event(call, event, recording);
                if (event instanceof CallEvent.Ended) {
                    end(call);
                }
            }
        };
    }

    private synchronized void add(List<String> lines, String line) {
        lines.add(line);
    }

    private synchronized void begin(String call, List<String> lines) {
        open.putIfAbsent(call, lines);
    }

    private synchronized void end(String call) {
        var lines = open.remove(call);
        if (lines == null) {
            return; // written when this was closed
        }
        written++;
        try {
            file.orElseThrow().number(written).write(Page.of(lines));
        } catch (IOException e) {
            System.err.println("brandy: " + e.getMessage());
        }
    }

    @Override
    public synchronized void close() {
        List.copyOf(open.keySet()).forEach(this::end);
    }
}
