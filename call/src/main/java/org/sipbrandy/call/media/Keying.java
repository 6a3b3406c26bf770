package org.sipbrandy.call.media;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;
import org.sipbrandy.dtls.DtlsAssociation;
import org.sipbrandy.dtls.DtlsConfiguration;
import org.sipbrandy.dtls.DtlsFailure;
import org.sipbrandy.dtls.DtlsIdentity;
import org.sipbrandy.dtls.DtlsOutput;

/** The DTLS association of one path, which keys its SRTP. Not thread-safe. */
final class Keying {
    /** DTLS datagrams kept until the answer says what to make of them (RFC 8842 §5.2). */
    private static final int EARLY_DATAGRAMS = 16;

    private final MediaSettings settings;
    private final DtlsIdentity identity;
    private final String tlsId;
    private final SrtpPair srtp;
    private final Port port;
    private final Deque<byte[]> early = new ArrayDeque<>();
    private @Nullable DtlsAssociation dtls;

    /** What the association has to say. */
    interface Port {
        /** Sends a record, if anything may be sent now. */
        void send(byte[] datagram, long now);

        void tell(MediaEffect effect);

        /** The far end closed, authenticated. */
        void closed(int alert, long now);
    }

    Keying(MediaSettings settings, DtlsIdentity identity, String tlsId, SrtpPair srtp, Port port) {
        this.settings = settings;
        this.identity = identity;
        this.tlsId = tlsId;
        this.srtp = srtp;
        this.port = port;
    }

    boolean started() {
        return dtls != null;
    }

    /** Begins the handshake, with what came before as its first input. */
    void start(RemoteMedia remote, long now) {
        var configuration = DtlsConfiguration.DEFAULT
                .withProfiles(settings.profiles())
                // RFC 8844 §4.3: no extension without tls-id on both sides.
                .withTlsIds(remote.tlsId().map(_ -> tlsId), remote.tlsId());
        var provider = settings.providers().dtls();
        if (provider.isPresent()) {
            configuration = configuration.withProvider(provider.get());
        }
        if (settings.keyLog().isPresent()) {
            configuration = configuration.withKeyLog(settings.keyLog().get());
        }
        var association = new DtlsAssociation(
                remote.localRole(),
                identity,
                configuration,
                new ExpectedCertificate(remote.fingerprints()),
                settings.random(),
                settings.drive());
        dtls = association;
        association.start(now);
        for (byte[] datagram : early) {
            association.receive(datagram, now);
        }
        early.clear();
    }

    void receive(byte[] datagram, long now) {
        if (dtls != null) {
            dtls.receive(datagram, now);
        } else if (early.size() < EARLY_DATAGRAMS) {
            early.add(datagram);
        }
    }

    void timeout(long now) {
        if (dtls != null) {
            dtls.timeout(now);
        }
    }

    long deadline() {
        return dtls == null ? Long.MAX_VALUE : dtls.deadline();
    }

    /** Says close_notify and forgets what was kept. */
    void close(long now) {
        if (dtls != null) {
            dtls.close(now);
            collect(now);
        }
        early.clear();
    }

    /** Takes what the association has to say, until it is silent. */
    void collect(long now) {
        @Nullable DtlsOutput output;
        while (dtls != null && (output = dtls.poll()) != null) {
            on(output, now);
        }
    }

    private void on(DtlsOutput output, long now) {
        switch (output) {
            case DtlsOutput.Send(byte[] datagram) -> port.send(datagram, now);
            case DtlsOutput.Connected it -> {
                srtp.key(it.profile(), it.keys(), settings.srtpOfNow());
                it.keys().close();
                port.tell(new MediaEffect.Keyed(Fingerprints.of(it.peerCertificate()), srtp.profile(), it.version()));
            }
            case DtlsOutput.Failed it -> {
                if (it.reason() == DtlsFailure.CERTIFICATE_REJECTED || it.reason() == DtlsFailure.TLS_ID_MISMATCH) {
                    port.tell(new MediaEffect.WrongCertificate(it.detail()));
                } else {
                    port.tell(new MediaEffect.KeyingFailed(it.reason() + ": " + it.detail()));
                }
            }
            case DtlsOutput.PeerClosed(int alert) -> port.closed(alert, now);
        }
    }
}
