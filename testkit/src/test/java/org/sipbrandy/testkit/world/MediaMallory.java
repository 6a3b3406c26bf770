package org.sipbrandy.testkit.world;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.sipbrandy.dtls.DtlsAssociation;
import org.sipbrandy.dtls.DtlsConfiguration;
import org.sipbrandy.dtls.DtlsIdentity;
import org.sipbrandy.dtls.DtlsOutput;
import org.sipbrandy.dtls.DtlsRole;
import org.sipbrandy.dtls.HandshakeDrive;
import org.sipbrandy.dtls.PeerCertificateCheck;
import org.sipbrandy.ice.PacketKind;

/** Somebody on the media path who answers for another with a certificate of her own. */
final class MediaMallory implements AutoCloseable {
    private final VirtualWorld world;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final DtlsAssociation dtls;
    private OptionalInt alert = OptionalInt.empty();
    private boolean started;
    private boolean keyed;

    MediaMallory(VirtualWorld world) {
        this.world = world;
        var random = new SecureRandom();
        this.dtls = new DtlsAssociation(
                DtlsRole.CLIENT,
                DtlsIdentity.generate(random, VirtualWorld.BEGINNING),
                DtlsConfiguration.DEFAULT,
                PeerCertificateCheck.quarantine(),
                random,
                new HandshakeDrive.LockStep(threads));
    }

    /** The description of the alert that she was sent. */
    OptionalInt alert() {
        return alert;
    }

    boolean keyed() {
        return keyed;
    }

    /** Holds back the records of the one who is DTLS client on a stream, and speaks in its place. */
    void takesTheHandshakeOf(VirtualAgent client, int stream) {
        world.meddleWithMedia((from, to, datagram) -> {
            var sockets = client.sockets();
            var victim = sockets.size() > stream ? sockets.get(stream) : null;
            if (PacketKind.of(datagram) != PacketKind.DTLS || !from.equals(victim) && !to.equals(victim)) {
                return List.of(datagram);
            }
            if (from.equals(victim)) {
                if (started) {
                    return List.of();
                }
                started = true;
                dtls.start(world.now());
                return outputs();
            }
            dtls.receive(datagram, world.now());
            outputs().forEach(bytes -> world.inject(to, from, bytes));
            return List.of();
        });
    }

    private List<byte[]> outputs() {
        var list = new ArrayList<byte[]>();
        @Nullable DtlsOutput output;
        while ((output = dtls.poll()) != null) {
            switch (output) {
                case DtlsOutput.Send(byte[] datagram) -> list.add(datagram);
                case DtlsOutput.Connected it -> {
                    keyed = true;
                    it.keys().close();
                }
                case DtlsOutput.Failed it -> alert = it.alert();
                case DtlsOutput.PeerClosed(int description) -> alert = OptionalInt.of(description);
            }
        }
        return list;
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
