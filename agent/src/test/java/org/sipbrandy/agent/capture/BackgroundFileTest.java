package org.sipbrandy.agent.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class BackgroundFileTest {
    @TempDir
    Path folder;

    private final List<String> trouble = Collections.synchronizedList(new ArrayList<>());

    @Test
    @DisplayName("a key log is private, also where a readable one was before, and adds to it")
    void keyLog() throws Exception {
        var file = folder.resolve("keys");
        Files.writeString(file, "CLIENT_RANDOM 00 00\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        try (var log = new KeyLogFile(file, trouble::add)) {
            log.accept("CLIENT_RANDOM 01 02");
        }
        assertThat(file).hasContent("CLIENT_RANDOM 00 00\nCLIENT_RANDOM 01 02\n");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(trouble).isEmpty();
    }

    @Test
    @DisplayName("a file that cannot be had is one line that says why")
    void unwritable() {
        assertThatThrownBy(() -> new PcapFile(folder.resolve("no/such.pcap"), trouble::add))
                .isInstanceOf(IOException.class)
                .hasMessage("cannot write " + folder.resolve("no/such.pcap") + ": there is no such folder");
        assertThatThrownBy(() -> new PcapFile(folder, trouble::add))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("cannot write " + folder + ": ");
    }

    @Test
    @DisplayName("a full disk is one line, and whoever writes never notices")
    void fullDisk() throws Exception {
        var full = Path.of("/dev/full");
        org.junit.jupiter.api.Assumptions.assumeTrue(Files.exists(full));
        var log = new KeyLogFile(full, trouble::add);
        for (int i = 0; i < 100; i++) {
            log.accept("CLIENT_RANDOM 01 02");
        }
        log.close();
        assertThat(trouble).singleElement().asString().contains("/dev/full").contains("No space left");
    }

    @Test
    @DisplayName("a disk that stands still costs packets, which are counted, and neither memory nor time")
    void slowDisk() {
        var go = new CountDownLatch(1);
        var written = new ByteArrayOutputStream();
        var stuck = new OutputStream() {
            @Override
            public void write(int octet) throws IOException {
                write(new byte[] {(byte) octet}, 0, 1);
            }

            @Override
            public void write(byte[] octets, int offset, int length) throws IOException {
                try {
                    go.await();
                } catch (InterruptedException e) {
                    throw new IOException(e);
                }
                written.write(octets, offset, length);
            }
        };
        Format<byte[]> plain = (item, out) -> {
            out.write(item);
            out.flush();
        };
        var file = new BackgroundFile<>(Path.of("slow"), stuck, plain, trouble::add);
        byte[] megabyte = new byte[1 << 20];
        for (int i = 0; i < 50; i++) {
            file.put(megabyte, megabyte.length);
        }
        go.countDown();
        file.close();
        assertThat(written.size()).isEqualTo(32 << 20);
        assertThat(trouble).containsExactly("18 packets are missing in slow: the disk was too slow");
    }

    @Test
    @DisplayName("what was put is on the disk without anybody closing the file")
    void flushed() throws Exception {
        var file = folder.resolve("log");
        var log = new KeyLogFile(file, trouble::add);
        log.accept("line");
        long limit = System.nanoTime() + 10_000_000_000L;
        while (Files.size(file) == 0 && System.nanoTime() < limit) {
            Thread.onSpinWait();
        }
        assertThat(Files.readString(file, StandardCharsets.US_ASCII)).isEqualTo("line\n");
        log.close();
    }
}
