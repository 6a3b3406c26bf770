package org.sipbrandy.audio.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.sipbrandy.audio.MediaClock;
import org.sipbrandy.audio.event.TelephoneEventReceiver.Event;
import org.sipbrandy.audio.event.TelephoneEventReceiver.Pressed;
import org.sipbrandy.audio.event.TelephoneEventReceiver.Released;
import org.sipbrandy.audio.event.TelephoneEventSender.Packet;

class TelephoneEventTest {
    private static final long MILLI = 1_000_000;

    private record Sent(long at, Packet packet) {
        TelephoneEvent event() {
            return TelephoneEvent.parse(packet.payload()).orElseThrow();
        }
    }

    private static List<Sent> run(TelephoneEventSender sender) {
        List<Sent> sent = new ArrayList<>();
        while (sender.active()) {
            long now = sender.deadline();
            sender.timeout(now);
            for (Packet packet = sender.poll(); packet != null; packet = sender.poll()) {
                sent.add(new Sent(now, packet));
            }
        }
        return sent;
    }

    private static List<Event> events(TelephoneEventReceiver receiver) {
        List<Event> events = new ArrayList<>();
        for (Event event = receiver.poll(); event != null; event = receiver.poll()) {
            events.add(event);
        }
        return events;
    }

    @Test
    @DisplayName("the payload of RFC 4733 §2.3 is read and written")
    void payload() {
        byte[] bytes = {11, (byte) 0x8A, 0x03, 0x20};
        TelephoneEvent event = TelephoneEvent.parse(bytes).orElseThrow();
        assertThat(event).isEqualTo(new TelephoneEvent(11, true, 10, 800));
        assertThat(event.encode()).isEqualTo(bytes);
        assertThat(TelephoneEvent.parse(new byte[3])).isEmpty();
        assertThat(TelephoneEvent.digit(TelephoneEvent.code('#'))).contains('#');
        assertThat(TelephoneEvent.code('d')).isEqualTo(15);
        assertThatThrownBy(() -> TelephoneEvent.code('x')).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    @DisplayName("a key of 160 ms is four packets 50 ms apart and the last of them twice more")
    void oneKey() {
        TelephoneEventSender sender = new TelephoneEventSender(new MediaClock(8_000, 0, 5_000));
        sender.press('5', 160, 100 * MILLI);
        List<Sent> sent = run(sender);
        assertThat(sent.stream().map(s -> s.at / MILLI)).containsExactly(150L, 200L, 250L, 260L, 310L, 360L);
        assertThat(sent.stream().map(s -> s.packet.marker())).containsExactly(true, false, false, false, false, false);
        assertThat(sent.stream().map(s -> s.packet.timestamp())).containsOnly(5_800L);
        assertThat(sent.stream().map(s -> s.event().duration())).containsExactly(400, 800, 1200, 1280, 1280, 1280);
        assertThat(sent.stream().map(s -> s.event().end())).containsExactly(false, false, false, true, true, true);
        assertThat(sent.stream().map(s -> s.event().code())).containsOnly(5);
        assertThat(sender.deadline()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    @DisplayName("a long key is sent in segments and received as one (RFC 4733 §2.5.1.3, §2.5.2.3)")
    void longKey() {
        TelephoneEventSender sender = new TelephoneEventSender(new MediaClock(48_000, 0, 0xFFFF_FF00L));
        sender.press('*', 4_000, 0);
        TelephoneEventReceiver receiver = new TelephoneEventReceiver(48_000);
        List<Sent> sent = run(sender);
        for (Sent s : sent) {
            receiver.receive(s.packet.timestamp(), s.packet.payload(), s.at);
        }
        assertThat(sent.stream().filter(s -> s.packet.marker())).hasSize(1);
        assertThat(sent.stream().filter(s -> s.event().duration() == 0xFFFF))
                .hasSize(6)
                .noneMatch(s -> s.event().end());
        assertThat(events(receiver)).containsExactly(new Pressed(10), new Released(10, 4_000));
    }

    @Test
    @DisplayName("loss, repetition and disorder do not change the keys, as long as one packet of each comes")
    void lossy() {
        for (long seed = 1; seed <= 500; seed++) {
            Random random = new Random(seed);
            TelephoneEventSender sender =
                    new TelephoneEventSender(new MediaClock(8_000, 0, random.nextLong() & 0xFFFF_FFFFL));
            String keys = "0123#";
            for (char key : keys.toCharArray()) {
                sender.press(key, 100, 0);
            }
            TelephoneEventReceiver receiver = new TelephoneEventReceiver(8_000);
            List<Sent> sent = run(sender);
            int lostInARow = 0;
            for (Sent s : sent) {
                if (lostInARow < 3 && random.nextInt(3) == 0) {
                    lostInARow++;
                    continue;
                }
                lostInARow = 0;
                receiver.timeout(s.at);
                for (int copies = random.nextInt(3); copies >= 0; copies--) {
                    receiver.receive(s.packet.timestamp(), s.packet.payload(), s.at);
                    Sent old = sent.get(random.nextInt(sent.indexOf(s) + 1));
                    if (old.packet.timestamp() != s.packet.timestamp()) {
                        receiver.receive(old.packet.timestamp(), old.packet.payload(), s.at);
                    }
                }
            }
            receiver.timeout(Long.MAX_VALUE - 1);
            StringBuilder heard = new StringBuilder();
            for (Event event : events(receiver)) {
                if (event instanceof Pressed pressed) {
                    heard.append(TelephoneEvent.digit(pressed.code()).orElseThrow());
                }
            }
            assertThat(heard).as("seed %d", seed).hasToString(keys);
        }
    }

    @Test
    @DisplayName("a key whose end is lost is released 150 ms after its last packet")
    void ceased() {
        TelephoneEventReceiver receiver = new TelephoneEventReceiver(8_000);
        receiver.receive(1_000, new TelephoneEvent(7, false, 10, 400).encode(), 0);
        assertThat(receiver.deadline()).isEqualTo(150 * MILLI);
        receiver.timeout(150 * MILLI);
        assertThat(events(receiver)).containsExactly(new Pressed(7), new Released(7, 50));
        receiver.receive(1_000, new TelephoneEvent(7, true, 10, 800).encode(), 160 * MILLI);
        assertThat(events(receiver)).isEmpty();
    }
}
