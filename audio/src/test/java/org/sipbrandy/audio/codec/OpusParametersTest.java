package org.sipbrandy.audio.codec;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class OpusParametersTest {
    @Test
    @DisplayName("the parameters of RFC 7587 §7 are read and written")
    void example() {
        OpusParameters parameters = OpusParameters.parse(
                "maxplaybackrate=16000; sprop-maxcapturerate=16000; maxaveragebitrate=20000; stereo=1;"
                        + " useinbandfec=1; usedtx=0");
        assertThat(parameters).isEqualTo(new OpusParameters(16_000, 20_000, true, false, true, false));
        assertThat(parameters).hasToString("maxplaybackrate=16000;maxaveragebitrate=20000;stereo=1;useinbandfec=1");
        assertThat(OpusParameters.DEFAULT).hasToString("useinbandfec=1");
    }

    @Test
    @DisplayName("what is unknown or malformed is ignored")
    void malformed() {
        assertThat(OpusParameters.parse("")).isEqualTo(OpusParameters.ABSENT);
        assertThat(OpusParameters.parse(";;=;x=;maxplaybackrate=soon;maxaveragebitrate=-4;useinbandfec=yes;cbr"))
                .isEqualTo(OpusParameters.ABSENT);
    }

    @Test
    @DisplayName("the peer's highest bitrate binds the encoder")
    void bitrate() {
        Codec codec = new Opus(20, OpusParameters.parse("maxaveragebitrate=8000;cbr=1"));
        int bytes = codec.encode(new short[codec.frameSamples()]).length;
        assertThat(bytes).isLessThanOrEqualTo(20);
    }
}
