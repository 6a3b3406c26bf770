package org.sipbrandy.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.sipbrandy.call.Anonymity;
import org.sipbrandy.call.CallEvent;
import org.sipbrandy.call.SignalKeys;
import org.sipbrandy.call.evidence.Level;
import org.sipbrandy.call.evidence.PeerIdentity;
import org.sipbrandy.call.evidence.Policy;
import org.sipbrandy.call.evidence.Reason;
import org.sipbrandy.call.evidence.Step;
import org.sipbrandy.call.evidence.Trust;
import org.sipbrandy.call.evidence.Verdict;
import org.sipbrandy.cli.VirtualCall;
import org.sipbrandy.cli.qr.Scanner;
import org.sipbrandy.cli.text.Advice;
import org.sipbrandy.testkit.wire.WireEdit;
import org.sipbrandy.testkit.world.LinkQuality;
import org.sipbrandy.testkit.world.Meddler;
import org.w3c.dom.Document;

class PageTest {
    private static String text(Document page) {
        return page.getDocumentElement().getTextContent();
    }

    @Test
    @DisplayName("a confidential call: the sentence, the safety number in groups, codec, keys and path")
    void confidential() {
        var call = VirtualCall.confidential();
        var page = Pages.parse(Page.of(call.callerLines()));
        assertThat(Pages.elements(page, "h1").getFirst().getTextContent())
                .startsWith("Confidential: only sip:bob@example.com could hear this call");
        assertThat(Pages.ofClass(page, "verdict").getFirst().getAttribute("class"))
                .contains("confidential");
        var groups = Pages.ofClass(page, "digits").getFirst().getTextContent().strip();
        assertThat(groups).matches("(\\d{5} ){11}\\d{5}");
        assertThat(text(page)).contains("PCMU", "AEAD_AES_128_GCM", "DTLSv1.2", "host 192.0.2.1:20000", "first-use");
        assertThat(Pages.ofClass(page, "why")).isEmpty();
        assertThat(Pages.ofClass(page, "plot")).hasSize(3);
    }

    @Test
    @DisplayName(
            "AUTHZ-05 the safety number stands there as a code, too, to be scanned; nothing does for somebody nameless")
    void code() {
        var page = Pages.parse(Page.of(VirtualCall.confidential().callerLines()));
        var drawing = Pages.ofClass(page, "code").getFirst();
        int size = Integer.parseInt(drawing.getAttribute("viewBox").split(" ")[2]);
        var runs = java.util.regex.Pattern.compile("M(\\d+) (\\d+)h(\\d+)v1H\\1z")
                .matcher(Pages.elements(page, "path").stream()
                        .filter(path -> path.getParentNode() == drawing)
                        .findFirst()
                        .orElseThrow()
                        .getAttribute("d"))
                .results()
                .toList();
        var digits = Pages.ofClass(page, "digits").getFirst().getTextContent().replaceAll("\\s", "");
        assertThat(Scanner.read(
                        size,
                        (x, y) -> runs.stream().anyMatch(run -> {
                            int from = Integer.parseInt(run.group(1));
                            return Integer.parseInt(run.group(2)) == y
                                    && x >= from
                                    && x < from + Integer.parseInt(run.group(3));
                        })))
                .isEqualTo("sip:bob@example.com " + digits);

        var nameless = VirtualCall.of(
                Meddler.NONE,
                it -> it.withAnonymity(Anonymity.NONE.withSelf(Anonymity.Self.WITHHELD)),
                it -> it,
                Duration.ofSeconds(1),
                LinkQuality.clean(Duration.ofMillis(20)));
        var other = Pages.parse(Page.of(nameless.calleeLines()));
        assertThat(Pages.ofClass(other, "code")).isEmpty();
        assertThat(Pages.ofClass(other, "digits")).isEmpty();
        assertThat(text(other)).contains("anonymous", "none: a key of this call alone");
    }

    @Test
    @DisplayName("AUTHZ-05 algorithms, forward secrecy, and every fingerprint in full, to be compared by other ways")
    void inspector() {
        var page = text(Pages.parse(Page.of(VirtualCall.confidential().callerLines())));
        assertThat(page).contains("AEAD_AES_128_GCM", "DTLSv1.2", "Forward secrecyyes");
        assertThat(java.util.regex.Pattern.compile("sha-256 ([0-9A-F]{2}:){31}[0-9A-F]{2}")
                        .matcher(page)
                        .results()
                        .map(java.util.regex.MatchResult::group)
                        .distinct())
                .as("Alice's and Bob's")
                .hasSize(2);
    }

    @Test
    @DisplayName("a refused call says why and what to do, in the guide's words")
    void refused() {
        var call = VirtualCall.attacked(WireEdit.SWAPPED_FINGERPRINT);
        var page = Pages.parse(Page.of(call.callerLines(), call.calleeLines()));
        var why = Pages.ofClass(page, "why").getFirst().getTextContent();
        var advice = Advice.of(Reason.FINGERPRINT_MISMATCH).orElseThrow();
        assertThat(why).contains("fingerprint-mismatch", advice.action());
        assertThat(Pages.ofClass(page, "refused")).isNotEmpty();
        assertThat(Pages.texts(Pages.ladder(page), "bad")).contains("changed on the way: other keys");
        assertThat(Pages.ofClass(page, "plot")).isEmpty();
    }

    @Test
    @DisplayName("an encrypted call is not called confidential, and says why it is not")
    void encrypted() {
        var call = VirtualCall.of(Meddler.NONE, Policy.PREFER, Policy.OFF, Duration.ofSeconds(2));
        var page = Pages.parse(Page.of(call.callerLines()));
        assertThat(Pages.elements(page, "h1").getFirst().getTextContent())
                .startsWith("Encrypted, but nobody vouched for the far end's keys");
        assertThat(Pages.ofClass(page, "confidential")).isEmpty();
        assertThat(Pages.ofClass(page, "why").getFirst().getTextContent()).contains("answer-not-signed");
    }

    @Test
    @DisplayName("a call of which nothing was told is a page still, for one side and for two")
    void empty() {
        assertThat(text(Pages.parse(Page.of(List.of())))).contains("Ended before its protection was decided");
        assertThat(text(Pages.parse(Page.of(List.of("", "{", "[1]", "null"), List.of("{\"event\":\"call.step\"}")))))
                .contains("pending");
    }

    private static final String EVIL =
            "\"><script>alert(1)</script><svg onload='x()'>&amp;]]>--><!--\u202e\u0000\u001b[31m";

    @Test
    @DisplayName("what the far end writes is text: no element, no attribute, no control character comes of it")
    void hostile() {
        var line = new CallEvent.Signal.Line("INVITE" + EVIL, 403, EVIL, 1);
        var keys = new SignalKeys(java.util.Set.of("sha-256 " + EVIL), java.util.Set.of(), Optional.of(EVIL));
        var verdict = new Verdict(
                Level.REFUSED,
                Optional.of(new PeerIdentity(EVIL, Trust.CHANGED, EVIL)),
                List.of(Reason.KEY_CHANGED),
                Policy.REQUIRE);
        var events = List.<CallEvent>of(
                new CallEvent.Incoming(0, EVIL, EVIL, EVIL, EVIL),
                new CallEvent.Signal(0, 0, false, line, keys, Optional.empty(), 0),
                new CallEvent.StepReached(1, Step.OFFER_VERIFIED, false, EVIL, 1),
                new CallEvent.SecurityChanged(2, verdict),
                new CallEvent.Established(3, Level.REFUSED, EVIL, EVIL, EVIL, EVIL, EVIL),
                new CallEvent.Ended(
                        4, CallEvent.EndedBy.REMOTE, 403, EVIL, verdict, OptionalLong.of(1), Optional.empty()));
        var lines = VirtualCall.lines(events);
        for (String written : List.of(Page.of(lines), Page.of(lines, lines))) {
            var page = Pages.parse(written);
            assertThat(Pages.elements(page, "script")).isEmpty();
            assertThat(Pages.elements(page, "*"))
                    .allSatisfy(element ->
                            assertThat(element.hasAttribute("onload")).isFalse());
            assertThat(written).doesNotContain("<script", "\u202e", "\u0000", "\u001b");
            assertThat(text(page)).contains("\"><script>alert(1)</script>");
        }
    }

    @Test
    @DisplayName("the page loads nothing from anywhere")
    void selfContained() {
        var call = VirtualCall.confidential();
        var page = Page.of(call.callerLines(), call.calleeLines());
        assertThat(page)
                .doesNotContain("src=", "href=", "url(", "@import")
                .contains("default-src 'none'".replace("'", "&#39;"));
    }

    @Test
    @DisplayName("a call of an hour is drawn with as many points as fit, and keeps its worst second")
    void hour() {
        var lines = new ArrayList<>(VirtualCall.confidential().callerLines());
        var figures = new ArrayList<CallEvent>();
        for (int second = 1; second <= 3600; second++) {
            long lost = second > 1800 ? 40 : 0; // all in one second
            figures.add(new CallEvent.Media(
                    second * 1_000_000_000L,
                    new CallEvent.MediaFigures(
                            second * 50L,
                            second * 50L - lost,
                            lost,
                            2_000_000,
                            OptionalLong.empty(),
                            0,
                            0,
                            OptionalLong.of(3_000_000_000L))));
        }
        var loss = Curve.loss(Side.of(VirtualCall.lines(figures)).samples());
        assertThat(loss.points()).hasSize(3600);
        assertThat(loss.thinned(120).points()).hasSize(120);
        assertThat(loss.thinned(120).highest()).isEqualTo(80.0);
        lines.addAll(VirtualCall.lines(figures));
        var page = Page.of(lines);
        assertThat(page.length()).isLessThan(100_000);
        assertThat(Pages.ofClass(Pages.parse(page), "curve")).hasSize(3);
    }

    @Test
    @DisplayName("every reason has a line in the guide")
    void adviceForAll() {
        for (Reason reason : Reason.values()) {
            assertThat(Advice.of(reason)).as(reason.code()).isPresent();
        }
    }
}
