/** Which implementation of cryptography is used for what. */
@NullMarked
package org.sipbrandy.agent.crypto;

import org.jspecify.annotations.NullMarked;
