package org.sipbrandy.sip.transaction;

import org.sipbrandy.sip.message.RequestBuilder;
import org.sipbrandy.sip.message.SipMethod;
import org.sipbrandy.sip.message.SipRequest;
import org.sipbrandy.sip.message.Uri;

/** Requests for tests. */
public final class Requests {
    private Requests() {}

    public static RequestBuilder of(SipMethod method) {
        return SipRequest.builder(method, Uri.parse("sip:bob@192.0.2.2"))
                .add("From", "<sip:alice@example.com>;tag=a1")
                .add("To", "<sip:bob@example.com>")
                .add("Call-ID", "call-1")
                .add("CSeq", "7 " + method)
                .add("Contact", "<sip:alice@192.0.2.1>");
    }
}
