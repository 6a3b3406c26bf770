/**
 * What goes over the wire, as it goes, and the files that keep it: captures for Wireshark, traces of SIP, key logs.
 * Written away from the loop.
 */
@NullMarked
package org.sipbrandy.agent.capture;

import org.jspecify.annotations.NullMarked;
