package org.sipbrandy.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.sipbrandy.audio.codec.Encoding;
import org.sipbrandy.call.CallEvent;
import org.sipbrandy.call.CallSettings;
import org.sipbrandy.call.description.StreamKind;
import org.sipbrandy.call.evidence.Level;
import org.sipbrandy.call.evidence.Policy;
import org.sipbrandy.call.media.AudioSink;
import org.sipbrandy.call.media.AudioSource;
import org.sipbrandy.sip.transport.Transport;

/** The README's example is the code that runs here, and it makes the call that it promises. */
@Timeout(60)
class ReadmeExampleTest {
    private static final Path SOURCE = Path.of("src/test/java/org/sipbrandy/agent/ReadmeExample.java");

    @Test
    @DisplayName("the README shows the example that is compiled")
    void theSame() throws IOException {
        var source = Files.readString(SOURCE);
        var example = source.substring(source.indexOf("// begin\n") + "// begin\n".length(), source.indexOf("// end"))
                .stripIndent()
                .strip();
        var readme = Files.readString(Path.of("../README.md"));
        int start = readme.indexOf("```java\n") + "```java\n".length();
        assertThat(readme.substring(start, readme.indexOf("```", start)).strip())
                .isEqualTo(example);
    }

    @Test
    @DisplayName("MSEC-16 the README's example makes a confidential call")
    void runs() throws Exception {
        var opus = CallSettings.of(Policy.REQUIRE, List.of(StreamKind.audio(List.of(Encoding.OPUS))));
        var events = new Agents.Events();
        try (var bob = Agents.answering("sip:bob@example.com", Transport.TLS, opus, events)
                .start()) {
            var end = ReadmeExample.run("sips:bob@127.0.0.1:" + Agents.port(bob), AudioSource.SILENCE, AudioSink.NONE);
            assertThat(end).isPresent();
            assertThat(end.get().verdict().level()).isEqualTo(Level.CONFIDENTIAL);
            assertThat(events.await(CallEvent.Ended.class).verdict().level()).isEqualTo(Level.CONFIDENTIAL);
        }
    }
}
