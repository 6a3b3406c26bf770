/** Tools for tests of calls: whole calls in one virtual world, and attackers on the wire. */
@NullMarked
package org.sipbrandy.testkit;

import org.jspecify.annotations.NullMarked;
