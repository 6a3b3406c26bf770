@NullMarked
package org.sipbrandy.ice.gather;

import org.jspecify.annotations.NullMarked;
