package org.sipbrandy.call.media;

import org.jspecify.annotations.Nullable;
import org.sipbrandy.dtls.SrtpKeyingMaterial;
import org.sipbrandy.dtls.SrtpProfileId;
import org.sipbrandy.srtp.SrtpKeys;
import org.sipbrandy.srtp.SrtpOptions;
import org.sipbrandy.srtp.SrtpProfile;
import org.sipbrandy.srtp.SrtpReceiver;
import org.sipbrandy.srtp.SrtpSender;
import org.sipbrandy.srtp.SrtpStatus;

/** The two directions of SRTP on one path. Before it is keyed and after it is closed, nothing passes. */
final class SrtpPair implements AutoCloseable {
    private @Nullable SrtpSender sender;
    private @Nullable SrtpReceiver receiver;
    private String profile = "";
    private int localSource;
    private boolean hasLocalSource;
    private int length;
    private long authenticationFailures;
    private long replays;

    void key(SrtpProfileId id, SrtpKeyingMaterial material, SrtpOptions options) {
        var agreed = SrtpProfile.ofId(id.id())
                .orElseThrow(() -> new IllegalStateException("DTLS agreed on a profile that was not offered: " + id));
        close();
        profile = agreed.suite();
        try (var local = SrtpKeys.of(agreed, material.localKey(), material.localSalt());
                var remote = SrtpKeys.of(agreed, material.remoteKey(), material.remoteSalt())) {
            sender = new SrtpSender(local, options);
            var incoming = new SrtpReceiver(remote, options);
            if (hasLocalSource) {
                incoming.addLocalSource(localSource);
            }
            receiver = incoming;
        }
    }

    void localSource(int ssrc) {
        localSource = ssrc;
        hasLocalSource = true;
        var incoming = receiver;
        if (incoming != null) {
            incoming.addLocalSource(ssrc);
        }
    }

    boolean protect(byte[] packet, int packetLength) {
        var out = sender;
        if (out == null || out.protect(packet, 0, packetLength) != SrtpStatus.OK) {
            return false;
        }
        length = out.length();
        return true;
    }

    boolean protectRtcp(byte[] packet, int packetLength) {
        var out = sender;
        if (out == null || out.protectRtcp(packet, 0, packetLength) != SrtpStatus.OK) {
            return false;
        }
        length = out.length();
        return true;
    }

    boolean unprotect(byte[] packet, int packetLength) {
        var in = receiver;
        return in != null && accepted(in, in.unprotect(packet, 0, packetLength));
    }

    boolean unprotectRtcp(byte[] packet, int packetLength) {
        var in = receiver;
        return in != null && accepted(in, in.unprotectRtcp(packet, 0, packetLength));
    }

    private boolean accepted(SrtpReceiver in, SrtpStatus status) {
        if (status == SrtpStatus.AUTHENTICATION_FAILED) {
            authenticationFailures++;
        } else if (status == SrtpStatus.REPLAYED) {
            replays++;
        }
        length = in.length();
        return status == SrtpStatus.OK;
    }

    /** Of the packet that passed last. */
    int length() {
        return length;
    }

    String profile() {
        return profile;
    }

    long authenticationFailures() {
        return authenticationFailures;
    }

    long replays() {
        return replays;
    }

    @Override
    public void close() {
        var out = sender;
        if (out != null) {
            out.close();
        }
        var in = receiver;
        if (in != null) {
            in.close();
        }
        sender = null;
        receiver = null;
    }
}
