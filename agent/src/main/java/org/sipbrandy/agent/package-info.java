/** The public API: {@link org.sipbrandy.agent.UserAgent} and its {@link org.sipbrandy.agent.Call}s. */
@NullMarked
package org.sipbrandy.agent;

import org.jspecify.annotations.NullMarked;
