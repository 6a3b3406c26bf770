/**
 * Session descriptions as a call under RFC 8862 writes and reads them: what is offered and answered for each stream, and
 * which descriptions of the far end are refused because a signature would not protect what they ask for.
 */
@NullMarked
package org.sipbrandy.call.description;

import org.jspecify.annotations.NullMarked;
