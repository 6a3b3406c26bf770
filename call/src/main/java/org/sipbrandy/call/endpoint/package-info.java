/**
 * A user agent without sockets, threads and clock: its transactions and its calls.
 */
@NullMarked
package org.sipbrandy.call.endpoint;

import org.jspecify.annotations.NullMarked;
