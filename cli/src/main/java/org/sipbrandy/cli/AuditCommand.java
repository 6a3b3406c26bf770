package org.sipbrandy.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.sipbrandy.call.CallEvent;
import org.sipbrandy.cli.audit.Audit;
import org.sipbrandy.cli.audit.AuditedCall;
import org.sipbrandy.cli.audit.MissingProgram;
import org.sipbrandy.cli.audit.capture.CaptureException;
import org.sipbrandy.cli.report.AuditPage;
import org.sipbrandy.cli.report.ReportFile;
import org.sipbrandy.stir.authority.TrustAnchors;
import org.sipbrandy.stir.credential.CertificateSource;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code brandy audit}: says of every call in a capture which steps of protection it reached. */
@Command(
        name = "audit",
        mixinStandardHelpOptions = true,
        description = "Says of every call in a capture which steps of protection it reached, and why not the next.",
        footer = {
            "",
            "Exit codes: 0 the capture was read, whatever is in it; 2 it cannot be read; 69 --keylog without tshark."
        })
final class AuditCommand implements Callable<Integer> {
    @Parameters(paramLabel = "FILE", description = "pcap or pcapng, as Wireshark, tshark and tcpdump write")
    private @Nullable Path file;

    @Option(
            names = "--keylog",
            paramLabel = "FILE",
            description = "keys of TLS, in NSS format: SIP over TLS is read, by an installed tshark")
    private @Nullable Path keyLog;

    @Option(
            names = "--trust",
            paramLabel = "FILE|DIR",
            description = "authorities whose certificates are believed; repeatable")
    private List<Path> trust = new ArrayList<>();

    @Option(
            names = "--fetch",
            description = "fetch certificates that are not in the capture, by https (default: ask nobody)")
    private boolean fetch;

    @Option(names = "--html", paramLabel = "FILE", description = "write a page about the calls")
    private @Nullable Path html;

    @Option(names = "--json", description = "one JSON object a call, and one for the capture")
    private boolean json;

    @Override
    public Integer call() {
        var capture = java.util.Objects.requireNonNull(file);
        var page = Optional.ofNullable(html).map(ReportFile::new);
        page.flatMap(ReportFile::obstacle).ifPresent(line -> {
            throw new Failure(ExitCode.USAGE, "--html: " + line);
        });
        var anchors = TrustAnchors.of(TrustFiles.anchors(trust));
        Audit.Result result;
        try (var fetching = new CertificateFetch()) {
            var source = fetch ? fetching.source(false, List.of()) : CertificateSource.none();
            result = new Audit(anchors, source).of(capture, Optional.ofNullable(keyLog));
        } catch (CaptureException e) {
            throw new Failure(ExitCode.USAGE, String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw new Failure(ExitCode.USAGE, "cannot read " + capture + ": " + e.getMessage());
        } catch (MissingProgram e) {
            throw new Failure(ExitCode.UNAVAILABLE, String.valueOf(e.getMessage()));
        }
        tell(result);
        page.ifPresent(it -> write(it, String.valueOf(capture.getFileName()), result));
        return ExitCode.DONE.number();
    }

    private void tell(Audit.Result result) {
        if (json) {
            result.calls().forEach(call -> System.out.println(AuditJson.call(call)));
            System.out.println(AuditJson.end(result));
            return;
        }
        var text = new AuditText(Screen.ofProgram());
        result.calls().forEach(text::call);
        remarks(result).forEach(text::remark);
    }

    /** What is to be said of the capture as a whole. */
    private List<String> remarks(Audit.Result result) {
        var lines = new ArrayList<String>();
        lines.add(count(result.calls().size(), "call") + " in " + count(result.packets(), "packet"));
        result.breach().ifPresent(breach -> lines.add("the capture was not read to its end: " + breach));
        if (!result.loosePaths().isEmpty()) {
            lines.add("media of calls whose signalling could not be read: "
                    + result.loosePaths().getFirst()
                    + (result.loosePaths().size() > 1
                            ? " and " + (result.loosePaths().size() - 1) + " more"
                            : ""));
        }
        if (!result.tlsPorts().isEmpty() && keyLog == null) {
            lines.add("there is TLS on port "
                    + String.join(
                            ", ",
                            result.tlsPorts().stream()
                                    .sorted()
                                    .map(String::valueOf)
                                    .toList())
                    + "; SIP in it can be read with --keylog");
        }
        if (result.leftOut() > 0) {
            lines.add(result.leftOut() + " messages and paths of media were too many and left out");
        }
        return lines;
    }

    private static String count(long number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }

    private void write(ReportFile page, String name, Audit.Result result) {
        var entries = result.calls().stream()
                .map(call -> new AuditPage.Entry(call, lines(call, call.byCaller()), lines(call, call.byCallee())))
                .toList();
        try {
            page.write(AuditPage.of(name, entries, remarks(result)));
        } catch (IOException e) {
            throw new Failure(ExitCode.USAGE, "--html: " + e.getMessage());
        }
    }

    private static List<String> lines(AuditedCall call, List<CallEvent> events) {
        var lines = new ArrayList<String>();
        var told = new JsonCall(line -> lines.add(line.toString()));
        events.forEach(event -> told.event(call.callId(), event, ""));
        return lines;
    }
}
