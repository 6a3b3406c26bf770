package org.sipbrandy.dtls;

import java.security.Provider;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * How an association behaves.
 *
 * @param profiles SRTP profiles offered or accepted, most wanted first; not empty, no repeats
 * @param localTlsId our own {@code a=tls-id} of this association, sent as external_session_id (RFC 8844 §4.3); empty: not sent
 * @param peerTlsId the peer's {@code a=tls-id}; a peer that sends another one is refused, one that sends none is accepted. Empty: not
 *     (yet) known, the caller compares {@link DtlsOutput.Connected#peerTlsId()} itself
 * @param flightTimer first wait before a flight is sent again; doubles with each try (RFC 6347 §4.2.4.1, RFC 9147 §5.8.2)
 * @param flightTimerCeiling longest such wait
 * @param handshakeLimit time from {@code start} until the handshake is given up
 * @param mtu largest datagram to send, 256–16384 bytes
 * @param provider where ECDH and ECDSA on P-256 are taken from first; what it lacks, and all else, comes from the platform's providers
 * @param keyLog receives NSS key log lines ({@code CLIENT_RANDOM …}, without line end) on the handshake thread; empty: off
 */
public record DtlsConfiguration(
        List<SrtpProfileId> profiles,
        Optional<String> localTlsId,
        Optional<String> peerTlsId,
        Duration flightTimer,
        Duration flightTimerCeiling,
        Duration handshakeLimit,
        int mtu,
        Optional<Provider> provider,
        Optional<Consumer<String>> keyLog) {

    /** The shortest datagram limit that is accepted. */
    public static final int MIN_MTU = 256;

    /** The longest datagram limit that is accepted. */
    public static final int MAX_MTU = 16_384;

    /** All profiles, no tls-id, the platform's providers, 400 ms doubling to 60 s, 30 s limit, datagrams of 1200 bytes, no key log. */
    public static final DtlsConfiguration DEFAULT = new DtlsConfiguration(
            SrtpProfileId.DEFAULT_ORDER,
            Optional.empty(),
            Optional.empty(),
            Duration.ofMillis(400),
            Duration.ofSeconds(60),
            Duration.ofSeconds(30),
            1200,
            Optional.empty(),
            Optional.empty());

    public DtlsConfiguration {
        profiles = List.copyOf(profiles);
        if (profiles.isEmpty() || new HashSet<>(profiles).size() != profiles.size()) {
            throw new IllegalArgumentException("SRTP profiles: none or repeated: " + profiles);
        }
        localTlsId.ifPresent(DtlsConfiguration::requireTlsId);
        peerTlsId.ifPresent(DtlsConfiguration::requireTlsId);
        requirePositive(flightTimer, "flight timer");
        requirePositive(flightTimerCeiling, "flight timer ceiling");
        requirePositive(handshakeLimit, "handshake limit");
        if (mtu < MIN_MTU || mtu > MAX_MTU) {
            throw new IllegalArgumentException("MTU out of range: " + mtu);
        }
        Objects.requireNonNull(keyLog);
    }

    public DtlsConfiguration withProfiles(List<SrtpProfileId> value) {
        return new DtlsConfiguration(
                value, localTlsId, peerTlsId, flightTimer, flightTimerCeiling, handshakeLimit, mtu, provider, keyLog);
    }

    /** Sets both ends' {@code a=tls-id}; the peer's may be empty. */
    public DtlsConfiguration withTlsIds(Optional<String> local, Optional<String> peer) {
        return new DtlsConfiguration(
                profiles, local, peer, flightTimer, flightTimerCeiling, handshakeLimit, mtu, provider, keyLog);
    }

    public DtlsConfiguration withFlightTimer(Duration initial, Duration ceiling) {
        return new DtlsConfiguration(
                profiles, localTlsId, peerTlsId, initial, ceiling, handshakeLimit, mtu, provider, keyLog);
    }

    public DtlsConfiguration withHandshakeLimit(Duration value) {
        return new DtlsConfiguration(
                profiles, localTlsId, peerTlsId, flightTimer, flightTimerCeiling, value, mtu, provider, keyLog);
    }

    public DtlsConfiguration withMtu(int value) {
        return new DtlsConfiguration(
                profiles,
                localTlsId,
                peerTlsId,
                flightTimer,
                flightTimerCeiling,
                handshakeLimit,
                value,
                provider,
                keyLog);
    }

    public DtlsConfiguration withKeyLog(Consumer<String> value) {
        return new DtlsConfiguration(
                profiles,
                localTlsId,
                peerTlsId,
                flightTimer,
                flightTimerCeiling,
                handshakeLimit,
                mtu,
                provider,
                Optional.of(value));
    }

    public DtlsConfiguration withProvider(Provider value) {
        return new DtlsConfiguration(
                profiles,
                localTlsId,
                peerTlsId,
                flightTimer,
                flightTimerCeiling,
                handshakeLimit,
                mtu,
                Optional.of(value),
                keyLog);
    }

    private static void requireTlsId(String tlsId) {
        // RFC 8842 §4: 20*255 tls-id-char.
        if (tlsId.length() < 20 || tlsId.length() > 255) {
            throw new IllegalArgumentException("tls-id has " + tlsId.length() + " characters");
        }
        for (int i = 0; i < tlsId.length(); i++) {
            if (tlsId.charAt(i) <= ' ' || tlsId.charAt(i) > '~') {
                throw new IllegalArgumentException("tls-id has a character that is not allowed at " + i);
            }
        }
    }

    private static void requirePositive(Duration duration, String what) {
        if (duration.isNegative() || duration.isZero()) {
            throw new IllegalArgumentException(what + " is not positive: " + duration);
        }
    }
}
