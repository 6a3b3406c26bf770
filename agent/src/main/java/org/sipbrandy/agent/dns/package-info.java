/** DNS for server location: questions over real sockets, and the search that RFC 3263 makes of them. */
@NullMarked
package org.sipbrandy.agent.dns;

import org.jspecify.annotations.NullMarked;
