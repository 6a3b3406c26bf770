package org.sipbrandy.ice;

import java.util.OptionalLong;

/**
 * What a peer's description says about its agent.
 *
 * @param lite a=ice-lite
 * @param trickle whether candidates may follow; false means that those in the description are all
 * @param pacingNanos a=ice-pacing in nanoseconds
 */
public record RemoteParameters(
        ShortTermCredential credential, boolean lite, boolean trickle, OptionalLong pacingNanos) {
    public static RemoteParameters of(ShortTermCredential credential) {
        return new RemoteParameters(credential, false, false, OptionalLong.empty());
    }

    public static RemoteParameters trickling(ShortTermCredential credential) {
        return new RemoteParameters(credential, false, true, OptionalLong.empty());
    }
}
