package org.sipbrandy.call.identity;

import java.util.List;
import org.sipbrandy.sdp.SessionDescription;
import org.sipbrandy.sdp.attribute.Fingerprint;
import org.sipbrandy.sip.message.SipRequest;
import org.sipbrandy.stir.RequestView;

/** What signing and verifying see of a SIP request. */
public final class RequestViews {
    private RequestViews() {}

    /** Of a request with its contents. */
    public static RequestView of(SipRequest request, Contents contents) {
        var headers = request.headers();
        return new RequestView(
                request.method().name(),
                headers.from().uri().toString(),
                headers.to().uri().toString(),
                headers.first("Date"),
                headers.identity(),
                contents.description().map(RequestViews::fingerprints).orElse(List.of()),
                contents.parts(),
                headers.callId(),
                headers.from().tag().orElse(""),
                headers.cseq().number());
    }

    private static List<String> fingerprints(SessionDescription description) {
        return description.allFingerprints().stream().map(Fingerprint::value).toList();
    }
}
