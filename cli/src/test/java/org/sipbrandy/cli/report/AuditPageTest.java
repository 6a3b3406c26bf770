package org.sipbrandy.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sipbrandy.call.evidence.Reason;
import org.sipbrandy.cli.VirtualCall;
import org.sipbrandy.cli.audit.AuditedCall;
import org.sipbrandy.cli.audit.CapturedCall;
import org.sipbrandy.cli.text.Advice;
import org.sipbrandy.testkit.wire.WireEdit;

class AuditPageTest {
    @TempDir
    private Path folder;

    private static AuditPage.Entry entry(AuditedCall call) {
        return new AuditPage.Entry(call, VirtualCall.lines(call.byCaller()), VirtualCall.lines(call.byCallee()));
    }

    @Test
    @DisplayName("each call has its level, all eleven steps, its reasons in the guide's words and a ladder")
    void page() {
        var good = entry(CapturedCall.plain().held().audited(folder));
        var bad = entry(CapturedCall.plain()
                .meddled(WireEdit.SWAPPED_FINGERPRINT)
                .held()
                .audited(folder));
        var page = Pages.parse(AuditPage.of("two.pcap", List.of(good, bad), List.of("2 calls in 400 packets")));
        assertThat(Pages.elements(page, "h1")).hasSize(2);
        assertThat(Pages.ofClass(page, "confidential")).isNotEmpty();
        assertThat(Pages.ofClass(page, "refused")).isNotEmpty();
        assertThat(Pages.ofClass(page, "steps"))
                .hasSize(2)
                .allSatisfy(table -> assertThat(
                                table.getElementsByTagNameNS("*", "tr").getLength())
                        .isEqualTo(11));
        assertThat(Pages.ofClass(page, "why").getFirst().getTextContent())
                .contains(
                        "fingerprint-mismatch",
                        Advice.of(Reason.FINGERPRINT_MISMATCH).orElseThrow().action());
        assertThat(Pages.ofClass(page, "wide")).hasSize(2);
        assertThat(Pages.texts(Pages.ladder(page), "label"))
                .contains("INVITE", "183 Session Progress (INVITE)", "UPDATE", "BYE");
        assertThat(Pages.texts(Pages.ladder(page), "step"))
                .contains("signature of the offer verified", "keys bound to the signature");
        assertThat(Pages.ofClass(page, "ladder").get(2).getTextContent()).contains("the signature is for other keys");
    }

    @Test
    @DisplayName("an empty capture has a page, too, and names from a capture cannot become markup")
    void strange() {
        var page = AuditPage.of("<script>.pcap", List.of(), List.of("0 calls in 0 packets"));
        assertThat(Pages.elements(Pages.parse(page), "script")).isEmpty();
        assertThat(page).contains("default-src &#39;none&#39;");
    }
}
