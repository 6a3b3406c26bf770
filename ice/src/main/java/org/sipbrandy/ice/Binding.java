package org.sipbrandy.ice;

import java.util.List;
import org.sipbrandy.ice.stun.StunAttribute;
import org.sipbrandy.ice.stun.StunBuilder;
import org.sipbrandy.ice.stun.StunClass;
import org.sipbrandy.ice.stun.StunMessage;
import org.sipbrandy.ice.stun.TransactionId;

/** The Binding messages of ICE (RFC 8445 §7.1, §7.2.4, §7.3). */
final class Binding {
    static final int BAD_REQUEST = 400;
    static final int UNAUTHENTICATED = 401;
    static final int FORBIDDEN = 403;
    static final int UNKNOWN_ATTRIBUTE = 420;
    static final int ROLE_CONFLICT = 487;

    private Binding() {}

    static byte[] request(
            TransactionId id,
            ShortTermCredential local,
            ShortTermCredential remote,
            Candidate from,
            IceContext context,
            boolean useCandidate) {
        StunBuilder request = StunBuilder.request(id)
                .add(new StunAttribute.Username(remote.ufrag() + ":" + local.ufrag()))
                .add(new StunAttribute.Priority(reflexivePriority(from)));
        request.add(
                context.role() == IceRole.CONTROLLING
                        ? new StunAttribute.IceControlling(context.tieBreaker())
                        : new StunAttribute.IceControlled(context.tieBreaker()));
        if (useCandidate) {
            request.add(new StunAttribute.UseCandidate());
        }
        return request.integrity(remote.key()).withFingerprint();
    }

    /** RFC 8445 §7.1.1: what the candidate would have as a peer-reflexive one. */
    static long reflexivePriority(Candidate from) {
        return ((long) CandidateType.PEER_REFLEXIVE.preference() << 24) + (from.priority() & 0xff_ffff);
    }

    static byte[] success(StunMessage request, TransportAddress source, ShortTermCredential local) {
        StunBuilder response = StunBuilder.success(request).add(new StunAttribute.XorMappedAddress(source));
        return signed(response, request, local);
    }

    static byte[] error(StunMessage request, int code, String reason, ShortTermCredential local) {
        return signed(StunBuilder.error(request).add(new StunAttribute.ErrorCode(code, reason)), request, local);
    }

    static byte[] unknownAttributes(StunMessage request, List<Integer> types, ShortTermCredential local) {
        StunBuilder response = StunBuilder.error(request)
                .add(new StunAttribute.ErrorCode(UNKNOWN_ATTRIBUTE, "Unknown Attribute"))
                .add(new StunAttribute.UnknownAttributes(types));
        return signed(response, request, local);
    }

    /** RFC 8489 §9.1.3: for requests without a proof of identity. */
    static byte[] unsignedError(StunMessage request, int code, String reason) {
        return StunBuilder.error(request)
                .add(new StunAttribute.ErrorCode(code, reason))
                .withFingerprint();
    }

    /** Of an error response, or 0 if it is none. */
    static int errorCode(StunMessage message) {
        return message.messageClass() == StunClass.ERROR
                ? message.first(StunAttribute.ErrorCode.class)
                        .map(StunAttribute.ErrorCode::code)
                        .orElse(BAD_REQUEST)
                : 0;
    }

    /** RFC 8489 §9.1.3: with the algorithm of the request. */
    private static byte[] signed(StunBuilder response, StunMessage request, ShortTermCredential local) {
        return (request.hasSha256() ? response.integritySha256(local.key()) : response.integrity(local.key()))
                .withFingerprint();
    }
}
