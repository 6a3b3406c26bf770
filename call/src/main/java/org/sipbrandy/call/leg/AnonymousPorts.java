package org.sipbrandy.call.leg;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.random.RandomGenerator;
import org.sipbrandy.call.Anonymity;
import org.sipbrandy.call.CallSettings;
import org.sipbrandy.call.EndpointEffect;
import org.sipbrandy.call.media.MediaSettings;
import org.sipbrandy.sip.message.HeaderName;
import org.sipbrandy.sip.message.Headers;
import org.sipbrandy.sip.message.NameAddr;
import org.sipbrandy.sip.message.Privacy;
import org.sipbrandy.sip.message.SipRequest;
import org.sipbrandy.sip.message.SipResponse;
import org.sipbrandy.sip.message.Uri;
import org.sipbrandy.sip.transaction.ClientTransactionId;
import org.sipbrandy.sip.transaction.ServerTransactionId;
import org.sipbrandy.sip.transport.Target;
import org.sipbrandy.stir.RequestView;
import org.sipbrandy.stir.SigningOptions;
import org.sipbrandy.stir.credential.Credential;

/**
 * What is different for a leg whose user gives no name (RFC 8862 §4.2): a key of this call alone signs and is wiped at its
 * end, Contact has no name, each message asks for privacy, none tells the product, no challenge is answered, and no more
 * network addresses are offered than needed. Everything else goes through.
 */
public final class AnonymousPorts implements LegPorts {
    private static final Privacy PRIVACY = Privacy.of(Privacy.ID); // RFC 3325 §7

    private final LegPorts ports;
    private final Credential credential;

    private AnonymousPorts(LegPorts ports, Credential credential) {
        this.ports = ports;
        this.credential = credential;
    }

    /** For a call that is held so: the ports themselves, if its user gives a name. */
    public static LegPorts around(LegPorts ports, CallSettings call, long now) {
        if (!call.anonymity().nameless()) {
            return ports;
        }
        SecureRandom random = ports.media().random();
        return new AnonymousPorts(ports, Credential.oneTime(random, ports.wallClock(now))); // ANON-02
    }

    @Override
    public ClientTransactionId send(SipRequest request, Target target, Answers answers, long now) {
        return sendWithoutLogin(request, target, answers, now);
    }

    /** RFC 3323 §6: whoever is called could ask for a login of a realm that is not theirs. */
    @Override
    public ClientTransactionId sendWithoutLogin(SipRequest request, Target target, Answers answers, long now) {
        return ports.sendWithoutLogin(request.withHeaders(asking(request.headers())), target, answers, now);
    }

    @Override
    public SipRequest sendAck(SipRequest ack, Target target, long now) {
        return ports.sendAck(ack, target, now);
    }

    @Override
    public void cancel(ClientTransactionId invite, Headers added, long now) {
        ports.cancel(invite, added, now);
    }

    @Override
    public void respond(ServerTransactionId id, SipResponse response, long now) {
        ports.respond(id, response.withHeaders(asking(response.headers())), now);
    }

    private static Headers asking(Headers headers) {
        return headers.with(HeaderName.PRIVACY, PRIVACY);
    }

    @Override
    public void sign(RequestView request, SigningOptions options, boolean baselineToo, OnSigned then) {
        ports.sign(credential, request, options, baselineToo, then);
    }

    @Override
    public void sign(Credential with, RequestView request, SigningOptions options, boolean baselineToo, OnSigned then) {
        ports.sign(with, request, options, baselineToo, then);
    }

    @Override
    public void verify(RequestView request, boolean requireIdentity, OnVerified then) {
        ports.verify(request, requireIdentity, then);
    }

    @Override
    public void locate(Uri next, OnLocated then) {
        ports.locate(next, then);
    }

    @Override
    public void locateForStranger(Uri next, OnLocated then) {
        ports.locateForStranger(next, then);
    }

    /** RFC 8828 §5.2 mode 2: not all the addresses of this machine, which together are known again anywhere. */
    @Override
    public void effect(EndpointEffect effect) {
        ports.effect(
                effect instanceof EndpointEffect.OpenMedia open
                        ? open.withAddresses(EndpointEffect.Addresses.ON_THE_WAY)
                        : effect);
    }

    @Override
    public void transfer(Leg leg, ServerTransactionId id, SipRequest request, CallDialog dialog) {
        ports.transfer(leg, id, request, dialog);
    }

    /** ANON-04: the key is no more. */
    @Override
    public void ended(Leg leg) {
        credential.key().wipe();
        ports.ended(leg);
    }

    /** RFC 3323 §4.1.1.2: without a name; where it leads to has to be true (§4.1.1.3). */
    @Override
    public NameAddr contact(Target towards, Uri own, boolean secure) {
        return ports.contact(towards, Anonymity.NOBODY.uri(), secure);
    }

    @Override
    public Instant wallClock(long now) {
        return ports.wallClock(now);
    }

    @Override
    public MediaSettings media() {
        return ports.media();
    }

    @Override
    public RandomGenerator random() {
        return ports.random();
    }

    @Override
    public String product() {
        return "";
    }
}
