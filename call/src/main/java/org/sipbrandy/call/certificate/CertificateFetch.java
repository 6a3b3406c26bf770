package org.sipbrandy.call.certificate;

import java.util.List;
import java.util.Optional;
import org.sipbrandy.call.Tokens;
import org.sipbrandy.call.identity.Contents;
import org.sipbrandy.call.identity.RequestVerifier;
import org.sipbrandy.call.identity.RequestViews;
import org.sipbrandy.call.leg.LegPorts;
import org.sipbrandy.sip.body.BodyAssessment;
import org.sipbrandy.sip.body.BodyPart;
import org.sipbrandy.sip.message.CSeq;
import org.sipbrandy.sip.message.HeaderName;
import org.sipbrandy.sip.message.MediaType;
import org.sipbrandy.sip.message.NameAddr;
import org.sipbrandy.sip.message.SipMethod;
import org.sipbrandy.sip.message.SipParseException;
import org.sipbrandy.sip.message.SipRequest;
import org.sipbrandy.sip.message.SipResponse;
import org.sipbrandy.sip.message.SipUri;
import org.sipbrandy.sip.message.Uri;
import org.sipbrandy.sip.transaction.ServerTransactionId;
import org.sipbrandy.sip.transport.Target;
import org.sipbrandy.stir.IdentityHeader;
import org.sipbrandy.stir.StirParseException;
import org.sipbrandy.stir.Verification;
import org.sipbrandy.stir.credential.CertificateSource.Answer;

/**
 * One certificate asked for: a SUBSCRIBE for the event {@code certificate} that lasts no longer than its NOTIFY (RFC 6665
 * §4.4.3), so that nothing is kept beyond its subscription (RFC 6072 §6.11, CRED-26).
 */
final class CertificateFetch {
    private static final long PATIENCE = 5_000_000_000L; // STIR-VS-33
    private static final MediaType CERTIFICATE = MediaType.of("application", "pkix-cert");

    /** Who asks is nobody's business. */
    private static final Uri NOBODY = Uri.parse("sip:anonymous@anonymous.invalid");

    /** Told once. */
    @FunctionalInterface
    interface Done {
        void answered(CertificateFetch fetch, Answer answer);
    }

    private final SipUri uri;
    private final LegPorts ports;
    private final Done done;
    private final String callId;
    private final String tag;
    private final long deadline;
    private boolean over;

    CertificateFetch(SipUri uri, LegPorts ports, long now, Done done) {
        this.uri = uri;
        this.ports = ports;
        this.done = done;
        this.callId = Tokens.text(ports.random(), 22) + "@" + Tokens.text(ports.random(), 8) + ".invalid";
        this.tag = Tokens.text(ports.random(), 16);
        this.deadline = now + PATIENCE;
    }

    String callId() {
        return callId;
    }

    String tag() {
        return tag;
    }

    long deadline() {
        return deadline;
    }

    void begin() {
        ports.locateForStranger(uri, this::located);
    }

    private void located(List<Target> found, long now) {
        if (over) {
            return;
        }
        if (found.isEmpty()) {
            end(new Answer.NotFound("nobody is to be found at " + uri));
            return;
        }
        ports.send(subscribe(found.getFirst()), found.getFirst(), new Answers(), now);
    }

    /** RFC 6072 §6.1, §6.4: no list, no fork is wanted; CRED-19. */
    private SipRequest subscribe(Target hop) {
        var request = SipRequest.builder(SipMethod.SUBSCRIBE, uri)
                .add(HeaderName.MAX_FORWARDS, "70")
                .add(HeaderName.FROM, NameAddr.of(NOBODY).withTag(tag))
                .add(HeaderName.TO, NameAddr.of(uri))
                .add(HeaderName.CALL_ID, callId)
                .add(HeaderName.CSEQ, new CSeq(1, SipMethod.SUBSCRIBE))
                .add(HeaderName.CONTACT, ports.contact(hop, NOBODY, uri.secure()))
                .add("Event", "certificate")
                .add(HeaderName.ACCEPT, CERTIFICATE.toString())
                .add(HeaderName.EXPIRES, "0");
        if (!ports.product().isEmpty()) {
            request.add(HeaderName.USER_AGENT, ports.product());
        }
        return request.build();
    }

    private final class Answers implements LegPorts.Answers {
        @Override
        public void response(SipResponse response, Target source, long now) {
            if (response.isFinal() && !response.isSuccess()) {
                end(new Answer.NotFound("SUBSCRIBE was answered with " + response.status()));
            }
        }

        @Override
        public void none(int status, boolean tryNext, long now) {
            end(new Answer.NotFound("SUBSCRIBE was not answered"));
        }
    }

    /** The NOTIFY came, before the answer to the SUBSCRIBE or after it. */
    void notified(ServerTransactionId id, SipRequest request, long now) {
        if (request.headers().list("Event").stream()
                .noneMatch(it -> it.split(";")[0].equalsIgnoreCase("certificate"))) {
            ports.respond(id, request.respond(489).build(), now);
            return;
        }
        ports.respond(id, request.respond(200).build(), now);
        // RFC 6072 §6.8, CRED-24: somebody else's certificate is of no use; the right one may still come
        if (!request.headers().from().uri().sameAs(uri)) {
            return;
        }
        if (request.body().isEmpty()) { // RFC 6072 §6.5
            end(new Answer.NotFound("there is no certificate, or it was revoked"));
            return;
        }
        var content = certificate(request);
        if (content.isEmpty()) {
            end(new Answer.NotFound("the NOTIFY has no certificate"));
            return;
        }
        if (!mayBeVerified(request)) {
            end(new Answer.Unvouched(content.get()));
            return;
        }
        try {
            ports.verify(
                    RequestViews.of(request, Contents.of(request)),
                    true,
                    (checked, _) -> end(
                            vouched(checked) ? new Answer.Found(content.get()) : new Answer.Unvouched(content.get())));
        } catch (Contents.Unreadable _) {
            end(new Answer.Unvouched(content.get()));
        }
    }

    private static boolean vouched(RequestVerifier.Checked checked) {
        return checked.verification().result() instanceof Verification.Result.Verified;
    }

    /** Its certificate in DER; disposition {@code signal}, which is the default here (RFC 6072 §6.5). */
    private static Optional<byte[]> certificate(SipRequest request) {
        try {
            return BodyAssessment.of(request, part -> part.contentType().is(CERTIFICATE))
                            instanceof BodyAssessment.Understood(var parts)
                    ? parts.stream().findFirst().map(BodyPart::content)
                    : Optional.empty();
        } catch (SipParseException _) {
            return Optional.empty();
        }
    }

    /** A NOTIFY whose own certificate would have to be asked for in the same way vouches for nothing: that has no end. */
    private static boolean mayBeVerified(SipRequest request) {
        var values = request.headers().identity();
        return !values.isEmpty()
                && values.stream().allMatch(value -> {
                    try {
                        return !IdentityHeader.parse(value).info().regionMatches(true, 0, "sip", 0, 3);
                    } catch (StirParseException _) {
                        return false;
                    }
                });
    }

    void timeout(long now) {
        end(new Answer.NotFound("no certificate came within 5 s"));
    }

    private void end(Answer answer) {
        if (!over) {
            over = true;
            done.answered(this, answer);
        }
    }
}
