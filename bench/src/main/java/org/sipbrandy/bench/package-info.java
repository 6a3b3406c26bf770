/** Benchmarks. */
@NullMarked
package org.sipbrandy.bench;

import org.jspecify.annotations.NullMarked;
