package org.sipbrandy.testkit.world;

import java.util.List;
import org.sipbrandy.sip.message.SipMessage;

/** Somebody on the signalling path who may edit, drop or repeat what passes. */
@FunctionalInterface
public interface Meddler {
    /** Lets everything pass. */
    Meddler NONE = (message, towardsCallee) -> List.of(message);

    /**
     * What arrives in place of a message.
     *
     * @param towardsCallee whether it goes from the caller to the callee
     */
    List<SipMessage> pass(SipMessage message, boolean towardsCallee);
}
