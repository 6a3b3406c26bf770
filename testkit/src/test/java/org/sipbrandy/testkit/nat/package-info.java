@NullMarked
package org.sipbrandy.testkit.nat;

import org.jspecify.annotations.NullMarked;
