@NullMarked
package org.sipbrandy.agent.ice;

import org.jspecify.annotations.NullMarked;
