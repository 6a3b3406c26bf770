package org.sipbrandy.agent.net;

import java.util.function.Consumer;

/**
 * A message on its way out.
 *
 * @param message encoded
 * @param wantsAnswer whether a connection that breaks before anything came back has failed it, too
 * @param failed told at most once, on the loop, never while the sender is still at work
 */
public record Outgoing(byte[] message, boolean wantsAnswer, Consumer<TransportFailure> failed) {}
