package org.sipbrandy.call.media;

import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.sipbrandy.dtls.HandshakeDrive;
import org.sipbrandy.dtls.SrtpProfileId;
import org.sipbrandy.ice.IceConfig;
import org.sipbrandy.srtp.SrtpOptions;

/**
 * What all streams of an agent have in common.
 *
 * @param ice timing and limits of ICE
 * @param profiles SRTP profiles, most wanted first
 * @param srtp the limits of SRTP
 * @param drive where DTLS handshakes run
 * @param keyLog gets NSS key log lines, if somebody asked for them
 * @param random for keys, transaction ids, SSRCs
 * @param providers whose cryptography is used
 */
public record MediaSettings(
        IceConfig ice,
        List<SrtpProfileId> profiles,
        SrtpOptions srtp,
        HandshakeDrive drive,
        Optional<Consumer<String>> keyLog,
        SecureRandom random,
        MediaProviders providers) {
    public MediaSettings {
        profiles = List.copyOf(profiles);
    }

    /** With the platform's providers. */
    public MediaSettings(
            IceConfig ice,
            List<SrtpProfileId> profiles,
            SrtpOptions srtp,
            HandshakeDrive drive,
            Optional<Consumer<String>> keyLog,
            SecureRandom random) {
        this(ice, profiles, srtp, drive, keyLog, random, MediaProviders.PLATFORM);
    }

    /** The limits of SRTP with the provider of now. */
    SrtpOptions srtpOfNow() {
        return providers.srtp().map(srtp::withProvider).orElse(srtp);
    }
}
