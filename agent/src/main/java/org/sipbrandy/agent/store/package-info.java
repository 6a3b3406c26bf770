/** What an agent keeps between calls: identities, known peers, the certificate of TLS signalling. */
@NullMarked
package org.sipbrandy.agent.store;

import org.jspecify.annotations.NullMarked;
