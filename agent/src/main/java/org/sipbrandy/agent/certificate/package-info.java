/** Signers' certificates from elsewhere: fetched by https, hardened against what a hostile URI can do, and kept. */
@NullMarked
package org.sipbrandy.agent.certificate;

import org.jspecify.annotations.NullMarked;
