package org.sipbrandy.audio.wav;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sipbrandy.audio.RecordingComparison;
import org.sipbrandy.audio.Signals;
import org.sipbrandy.audio.codec.CompandingLaw;

class WavTest {
    /** A sink in memory that can go back, until it is full. */
    private static final class Memory implements WavSink {
        private byte[] bytes = new byte[0];
        private int room = Integer.MAX_VALUE;
        private boolean closed;

        @Override
        public void append(byte[] more, int offset, int length) throws IOException {
            int fits = Math.min(length, room - bytes.length);
            int at = bytes.length;
            bytes = Arrays.copyOf(bytes, at + fits);
            System.arraycopy(more, offset, bytes, at, fits);
            if (fits < length) {
                throw new IOException("No space left on device");
            }
        }

        @Override
        public boolean overwrite(long position, byte[] other) {
            System.arraycopy(other, 0, bytes, (int) position, other.length);
            return true;
        }

        @Override
        public void close() {
            closed = true;
        }
    }

    private static short[] read(byte[] file, int rate) throws IOException {
        return WavReader.readAll(new ByteArrayInputStream(file), rate);
    }

    private static byte[] chunk(String id, byte[] body) {
        ByteBuffer chunk =
                ByteBuffer.allocate(8 + body.length + (body.length & 1)).order(ByteOrder.LITTLE_ENDIAN);
        return chunk.put(id.getBytes(StandardCharsets.US_ASCII))
                .putInt(body.length)
                .put(body)
                .array();
    }

    private static byte[] format(int code, int channels, int rate, int bits, boolean extensible) {
        ByteBuffer format = ByteBuffer.allocate(extensible ? 40 : 16).order(ByteOrder.LITTLE_ENDIAN);
        int frame = channels * ((bits + 7) / 8);
        format.putShort((short) (extensible ? 0xFFFE : code))
                .putShort((short) channels)
                .putInt(rate);
        format.putInt(rate * frame).putShort((short) frame).putShort((short) bits);
        if (extensible) {
            format.putShort((short) 22).putShort((short) bits).putInt(0).putShort((short) code);
            format.put(new byte[] {0, 0, 0, 0, 0x10, 0, (byte) 0x80, 0, 0, (byte) 0xAA, 0, 0x38, (byte) 0x9B, 0x71});
        }
        return format.array();
    }

    private static byte[] file(byte[]... chunks) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] chunk : chunks) {
            out.writeBytes(chunk);
        }
        ByteBuffer riff = ByteBuffer.allocate(12 + out.size()).order(ByteOrder.LITTLE_ENDIAN);
        return riff.put("RIFF".getBytes(StandardCharsets.US_ASCII))
                .putInt(4 + out.size())
                .put("WAVE".getBytes(StandardCharsets.US_ASCII))
                .put(out.toByteArray())
                .array();
    }

    private static byte[] samples(short[] pcm, int code, int bits, int channels) {
        ByteBuffer out = ByteBuffer.allocate(pcm.length * channels * bits / 8).order(ByteOrder.LITTLE_ENDIAN);
        for (short s : pcm) {
            for (int c = 0; c < channels; c++) {
                switch (code * 100 + bits) {
                    case 108 -> out.put((byte) ((s >> 8) + 128));
                    case 116 -> out.putShort(s);
                    case 124 -> out.put((byte) 0x55).putShort(s);
                    case 132 -> out.putInt(s << 16 | 0x1234);
                    case 332 -> out.putFloat(s / 32768f);
                    case 608 -> out.put(CompandingLaw.A.compress(s));
                    default -> out.put(CompandingLaw.MU.compress(s));
                }
            }
        }
        return out.array();
    }

    @ParameterizedTest(name = "code {0}, {1} bits, {2} channels, extensible {3}")
    @DisplayName("every sample format is read, among unknown chunks of odd length")
    @CsvSource({
        "1,8,1,false",
        "1,16,1,false",
        "1,16,2,false",
        "1,24,1,false",
        "1,24,6,true",
        "1,32,2,true",
        "1,16,1,true",
        "3,32,1,false",
        "3,32,2,true",
        "6,8,1,false",
        "7,8,2,false"
    })
    void formats(int code, int bits, int channels, boolean extensible) throws IOException {
        short[] pcm = Signals.sine(440, 12_000, 16_001, 16_000);
        byte[] file = file(
                chunk("LIST", new byte[33]),
                chunk("fmt ", format(code, channels, 16_000, bits, extensible)),
                chunk("odd ", new byte[7]),
                chunk("data", samples(pcm, code, bits, channels)),
                chunk("LIST", new byte[5]));
        short[] back = read(file, 16_000);
        assertThat(back).hasSize(pcm.length);
        int tolerance = bits == 8 ? code == 1 ? 256 : 400 : 0;
        for (int i = 0; i < pcm.length; i++) {
            assertThat(Math.abs(back[i] - pcm[i])).isLessThanOrEqualTo(tolerance);
        }
    }

    @Test
    @DisplayName("what is written is read, with lengths that fit")
    void written() throws IOException {
        short[] pcm = Signals.noise(1, 20_000, 12_345);
        Memory memory = new Memory();
        try (WavWriter writer = new WavWriter(memory, 8_000)) {
            writer.write(Arrays.copyOf(pcm, 5_000));
            writer.write(Arrays.copyOfRange(pcm, 5_000, pcm.length));
            assertThat(writer.samples()).isEqualTo(pcm.length);
        }
        assertThat(memory.closed).isTrue();
        assertThat(read(memory.bytes, 8_000)).isEqualTo(pcm);
        ByteBuffer header = ByteBuffer.wrap(memory.bytes).order(ByteOrder.LITTLE_ENDIAN);
        assertThat(header.getInt(4)).isEqualTo(memory.bytes.length - 8);
        assertThat(header.getInt(40)).isEqualTo(pcm.length * 2);
    }

    @Test
    @DisplayName("a pipe, a crash and a full disk leave what was written readable")
    void unfinished() throws IOException {
        short[] pcm = Signals.noise(2, 20_000, 20_000);
        ByteArrayOutputStream pipe = new ByteArrayOutputStream();
        try (WavWriter writer = new WavWriter(WavSink.of(pipe), 8_000)) {
            writer.write(pcm);
        }
        assertThat(read(pipe.toByteArray(), 8_000)).isEqualTo(pcm);

        Memory crashed = new Memory();
        WavWriter never = new WavWriter(crashed, 8_000);
        never.write(Arrays.copyOf(pcm, 160));
        assertThat(read(crashed.bytes, 8_000)).hasSize(160);

        Memory full = new Memory();
        full.room = 30_001;
        WavWriter writer = new WavWriter(full, 8_000);
        assertThatThrownBy(() -> {
                    for (int at = 0; at < pcm.length; at += 160) {
                        writer.write(Arrays.copyOfRange(pcm, at, at + 160));
                    }
                })
                .hasMessage("No space left on device");
        writer.close();
        assertThat(full.closed).isTrue();
        short[] kept = read(full.bytes, 8_000);
        assertThat(kept).hasSizeGreaterThan(14_700).isEqualTo(Arrays.copyOf(pcm, kept.length));
    }

    @Test
    @DisplayName("a file that ends early gives what it has")
    void truncated() throws IOException {
        short[] pcm = Signals.noise(3, 20_000, 1_000);
        byte[] file = file(chunk("fmt ", format(1, 1, 8_000, 16, false)), chunk("data", samples(pcm, 1, 16, 1)));
        assertThat(read(Arrays.copyOf(file, 44 + 501), 8_000)).isEqualTo(Arrays.copyOf(pcm, 250));
    }

    @ParameterizedTest(name = "{0} channels, {1} Hz, {2} bits, code {3}")
    @DisplayName("what cannot be read is told in one line")
    @CsvSource({
        "0,8000,16,1,0 channels",
        "1,0,16,1,a sampling rate of 0 Hz",
        "1,8000,16,2,format code 2 is not PCM",
        "1,8000,64,3,8 bytes for 1 channels",
        "1,8000,16,3,16-bit samples of FLOAT"
    })
    void faults(int channels, int rate, int bits, int code, String message) {
        byte[] file = file(chunk("fmt ", format(code, channels, rate, bits, false)), chunk("data", new byte[16]));
        assertThatThrownBy(() -> read(file, 8_000))
                .isInstanceOf(WavFormatException.class)
                .hasMessageContaining(message)
                .hasMessageNotContaining("\n");
    }

    @Test
    @DisplayName("files that are no WAV are told apart")
    void noWav() {
        for (byte[] file : new byte[][] {
            {},
            "OggS............".getBytes(StandardCharsets.US_ASCII),
            file(),
            file(chunk("data", new byte[4])),
            file(chunk("fmt ", new byte[4])),
            file(chunk("fmt ", format(1, 1, 8_000, 16, false)))
        }) {
            assertThatThrownBy(() -> read(file, 8_000))
                    .isInstanceOf(WavFormatException.class)
                    .hasMessageStartingWith("not a readable WAV file: ");
        }
    }

    @Test
    @DisplayName("mutated files are read or refused, nothing else")
    void mutations() throws IOException {
        long seed = 20261124;
        Random random = new Random(seed);
        byte[] good = file(
                chunk("fmt ", format(1, 2, 44_100, 24, true)),
                chunk("fact", new byte[4]),
                chunk("data", samples(Signals.noise(4, 3_000, 50), 1, 24, 2)));
        int refused = 0;
        for (int i = 0; i < 20_000; i++) {
            byte[] file = Arrays.copyOf(good, random.nextInt(8) == 0 ? random.nextInt(good.length) : good.length);
            for (int n = random.nextInt(4); n >= 0 && file.length > 0; n--) {
                file[random.nextInt(Math.min(file.length, 90))] = (byte) random.nextInt(256);
            }
            try {
                WavReader reader = new WavReader(new ByteArrayInputStream(file));
                short[] pcm = new short[1_000];
                while (reader.read(pcm) > 0) {
                    assertThat(reader.format().frameBytes()).isPositive();
                }
            } catch (WavFormatException e) {
                refused++;
                assertThat(e.offset()).isBetween(0L, (long) file.length);
            }
        }
        assertThat(refused).as("seed %d", seed).isBetween(1_000, 19_000);
    }

    @Test
    @DisplayName("a file of another rate is converted")
    void converted() throws IOException {
        short[] pcm = Signals.sine(440, 12_000, 44_100, 44_100);
        byte[] file = file(chunk("fmt ", format(1, 1, 44_100, 16, false)), chunk("data", samples(pcm, 1, 16, 1)));
        short[] back = read(file, 16_000);
        assertThat(back).hasSize(16_000);
        assertThat(RecordingComparison.of(Signals.sine(440, 12_000, 16_000, 16_000), back, 16_000, 1)
                        .correlation())
                .isGreaterThan(0.999);
    }

    @ParameterizedTest(name = "{0} Hz")
    @DisplayName("every common rate is read in each sample format, mono and stereo, in its right pitch and length")
    @ValueSource(ints = {8_000, 11_025, 12_000, 16_000, 22_050, 24_000, 32_000, 44_100, 48_000, 96_000})
    void rates(int rate) throws IOException {
        short[] tone = Signals.sine(440, 12_000, rate / 2, rate);
        int[][] formats = {{1, 8}, {1, 16}, {1, 24}, {1, 32}, {3, 32}, {6, 8}, {7, 8}};
        for (int[] format : formats) {
            for (int channels = 1; channels <= 2; channels++) {
                for (boolean extensible : new boolean[] {false, true}) {
                    byte[] file = file(
                            chunk("fmt ", format(format[0], channels, rate, format[1], extensible)),
                            chunk("data", samples(tone, format[0], format[1], channels)));
                    short[] back = read(file, 16_000);
                    assertThat(back.length).isBetween(7_999, 8_001);
                    short[] expected = Signals.sine(440, 12_000, 8_000, 16_000);
                    assertThat(RecordingComparison.of(expected, back, 16_000, 0).correlation())
                            .as("code %d, %d bits, %d channels", format[0], format[1], channels)
                            .isGreaterThan(0.999);
                }
            }
        }
    }

    @Test
    @DisplayName("two channels are mixed to their mean")
    void stereo() throws IOException {
        ByteBuffer data = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
        data.putShort((short) 1000)
                .putShort((short) 3000)
                .putShort((short) -32768)
                .putShort((short) -32768);
        byte[] file = file(chunk("fmt ", format(1, 2, 8_000, 16, false)), chunk("data", data.array()));
        assertThat(read(file, 8_000)).containsExactly((short) 2000, (short) -32768);
    }
}
