package org.sipbrandy.agent.net;

import org.sipbrandy.sip.transport.Target;

/** Hears how flows are (RFC 5626 §4.4). Called on the loop. */
public interface FlowWatcher {
    /** Hears nothing. */
    FlowWatcher NONE = new FlowWatcher() {
        @Override
        public void answered(Target flow) {}

        @Override
        public void lost(Target flow) {}
    };

    /** The far end answered a keep-alive. */
    void answered(Target flow);

    /** Closed, silent, or no more from the address that we had. */
    void lost(Target flow);
}
