package org.sipbrandy.cli.report;

import java.util.Optional;
import org.sipbrandy.call.evidence.PeerIdentity;
import org.sipbrandy.cli.qr.SafetyCode;

/** A safety number's code as a drawing: dark on light, whatever the colours of the page are. */
final class CodeDrawing {
    private CodeDrawing() {}

    /** Empty for a name that is too long for it. */
    static Optional<Markup> of(PeerIdentity peer) {
        return SafetyCode.of(peer.name(), peer.safetyNumber()).map(code -> drawn(code, peer.name()));
    }

    private static Markup drawn(SafetyCode code, String name) {
        String side = String.valueOf(code.size());
        var path = new StringBuilder();
        for (int y = 0; y < code.size(); y++) {
            for (int x = 0; x < code.size(); x++) {
                int from = x;
                while (code.dark(x, y)) {
                    x++;
                }
                if (x > from) {
                    path.append('M').append(from).append(' ').append(y);
                    path.append('h').append(x - from).append("v1H").append(from).append('z');
                }
            }
        }
        return new Markup()
                .open(
                        "svg",
                        "xmlns",
                        "http://www.w3.org/2000/svg",
                        "class",
                        "code",
                        "role",
                        "img",
                        "viewBox",
                        "0 0 " + side + " " + side,
                        "width",
                        "180",
                        "height",
                        "180",
                        "shape-rendering",
                        "crispEdges")
                .element("title", "QR code of the safety number of " + name)
                .empty("rect", "width", side, "height", side, "fill", "#fff")
                .empty("path", "d", path.toString(), "fill", "#000")
                .close();
    }
}
