package org.sipbrandy.audio.playout;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.sipbrandy.audio.playout.JitterBuffer.Idle;
import org.sipbrandy.audio.playout.JitterBuffer.Lost;
import org.sipbrandy.audio.playout.JitterBuffer.Packet;
import org.sipbrandy.audio.playout.JitterBuffer.Slot;
import org.sipbrandy.audio.playout.JitterBuffer.Underrun;

class JitterBufferTest {
    private static final long MILLI = 1_000_000;

    private final JitterBuffer buffer = new JitterBuffer(8_000, PlayoutLimits.DEFAULT);

    /** Packet number n, which would come at n × 20 ms. */
    private void insert(int number, long atMillis) {
        buffer.insert(65_534 + number & 0xFFFF, 160L * number, new byte[] {(byte) number}, 160, atMillis * MILLI, true);
    }

    private Slot pull(long atMillis) {
        return buffer.pull(atMillis * MILLI);
    }

    private static int number(Slot slot) {
        assertThat(slot).isInstanceOf(Packet.class);
        return ((Packet) slot).payload()[0];
    }

    @Test
    @DisplayName("packets out of order are put in order, also across the wrap of the sequence number")
    void reorder() {
        insert(0, 0);
        assertThat(pull(39)).isEqualTo(new Idle());
        assertThat(number(pull(40))).isZero();
        insert(2, 41);
        insert(1, 42);
        assertThat(number(pull(60))).isEqualTo(1);
        assertThat(number(pull(80))).isEqualTo(2);
    }

    @Test
    @DisplayName("a missing packet is told with the one after it, two with it only the second time")
    void lost() {
        insert(0, 0);
        insert(2, 40);
        assertThat(number(pull(40))).isZero();
        Lost one = (Lost) pull(60);
        assertThat(one.ticks()).isEqualTo(160);
        assertThat(one.following()).get().isEqualTo(new byte[] {2});
        assertThat(number(pull(80))).isEqualTo(2);
        insert(5, 100);
        assertThat(((Lost) pull(100)).following()).isEmpty();
        assertThat(((Lost) pull(120)).following()).isPresent();
        assertThat(number(pull(140))).isEqualTo(5);
        insert(4, 145);
        insert(5, 146);
        assertThat(buffer.statistics().lost()).isEqualTo(3);
        assertThat(buffer.statistics().late()).isEqualTo(1);
        assertThat(buffer.statistics().duplicates()).isEqualTo(1);
    }

    @Test
    @DisplayName("what was made up while the buffer was dry counts for the loss that caused it")
    void underrun() {
        insert(0, 0);
        assertThat(number(pull(40))).isZero();
        assertThat(pull(60)).isEqualTo(new Underrun(160));
        assertThat(pull(80)).isEqualTo(new Underrun(160));
        insert(4, 80);
        assertThat(pull(100)).isInstanceOf(Lost.class); // the third of three
        assertThat(number(pull(120))).isEqualTo(4);
        assertThat(buffer.statistics().underruns()).isEqualTo(1);
        assertThat(buffer.statistics().lost()).isEqualTo(3);
    }

    @Test
    @DisplayName("a stream that ceases is concealed for 200 ms and silent then")
    void ceases() {
        insert(0, 0);
        assertThat(number(pull(40))).isZero();
        for (int i = 0; i < 10; i++) {
            assertThat(pull(60 + 20L * i)).isInstanceOf(Underrun.class);
        }
        assertThat(pull(260)).isEqualTo(new Idle());
    }
}
