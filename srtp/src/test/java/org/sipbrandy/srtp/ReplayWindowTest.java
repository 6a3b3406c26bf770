package org.sipbrandy.srtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ReplayWindowTest {
    @Test
    @DisplayName("SRTP-04 the window knows the last 128 indices, as a set of all indices would")
    void likeASet() {
        for (long seed = 0; seed < 50; seed++) {
            Random random = new Random(seed);
            ReplayWindow window = new ReplayWindow();
            Set<Long> seen = new HashSet<>();
            long highest = -1;
            for (int i = 0; i < 2000; i++) {
                long step = random.nextInt(20) == 0 ? random.nextInt(400) : random.nextInt(6);
                long index = Math.max(0, highest + step - random.nextInt(random.nextInt(160) + 1));
                boolean fresh = !seen.contains(index) && index > highest - ReplayWindow.SIZE;

                assertThat(window.isFresh(index))
                        .as("seed %d, index %d of %d", seed, index, highest)
                        .isEqualTo(fresh);
                if (fresh) {
                    window.mark(index);
                    seen.add(index);
                    highest = Math.max(highest, index);
                    assertThat(window.highest()).isEqualTo(highest);
                }
            }
        }
    }
}
