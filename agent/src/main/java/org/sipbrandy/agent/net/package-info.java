/** The sockets of an agent: signalling over UDP, TCP and TLS, media over UDP, and DNS, all on Netty's event loops. */
@NullMarked
package org.sipbrandy.agent.net;

import org.jspecify.annotations.NullMarked;
