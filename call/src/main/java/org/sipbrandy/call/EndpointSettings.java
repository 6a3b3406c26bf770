package org.sipbrandy.call;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.sipbrandy.call.media.MediaSettings;
import org.sipbrandy.sip.message.HostPort;
import org.sipbrandy.sip.message.Uri;
import org.sipbrandy.sip.transaction.SentBy;
import org.sipbrandy.sip.transaction.TransactionTimers;
import org.sipbrandy.sip.transport.Target;
import org.sipbrandy.stir.identity.NumberPolicy;

/**
 * What an endpoint is told about itself.
 *
 * @param identities the addresses of record that it answers for, the first one where a call names none of them
 * @param incoming how a call to one of them is held; empty to decline it
 * @param sentBy where it listens, by target: goes into Via and Contact
 * @param timers of SIP
 * @param largestUdpRequest beyond it a request takes a stream (RFC 3261 §18.1.1)
 * @param media of all its calls
 * @param maxCalls held at the same time; more are answered with 486
 * @param product for User-Agent and Server; empty to say nothing
 * @param numbers how telephone numbers are told from names: a number dialled nationally is the same number
 * @param outboundProxy where calls go first that follow from a transfer; others say so themselves
 */
public record EndpointSettings(
        List<Uri> identities,
        Function<Uri, Optional<CallSettings>> incoming,
        SentBy sentBy,
        TransactionTimers timers,
        int largestUdpRequest,
        MediaSettings media,
        int maxCalls,
        String product,
        NumberPolicy numbers,
        Optional<Uri> outboundProxy) {
    public EndpointSettings {
        identities = List.copyOf(identities);
    }

    /** With numbers as they are written, and without an outbound proxy. */
    public EndpointSettings(
            List<Uri> identities,
            Function<Uri, Optional<CallSettings>> incoming,
            SentBy sentBy,
            TransactionTimers timers,
            int largestUdpRequest,
            MediaSettings media,
            int maxCalls,
            String product) {
        this(
                identities,
                incoming,
                sentBy,
                timers,
                largestUdpRequest,
                media,
                maxCalls,
                product,
                NumberPolicy.STANDARD,
                Optional.empty());
    }

    /** Where it listens, seen from a target. */
    public HostPort contactAddress(Target towards) {
        return sentBy.towards(towards);
    }
}
