package org.sipbrandy.bench;

import org.sipbrandy.srtp.SrtpKeys;
import org.sipbrandy.srtp.SrtpOptions;
import org.sipbrandy.srtp.SrtpReceiver;
import org.sipbrandy.srtp.SrtpSender;
import org.sipbrandy.srtp.SrtpStatus;

/** Ours. */
final class BrandySrtp implements SrtpSubject {
    private final SrtpKeys keys;
    private final SrtpOptions options;
    private final SrtpSender sender;
    private SrtpReceiver receiver;

    BrandySrtp(SrtpKeys keys, SrtpOptions options) {
        this.keys = keys;
        this.options = options;
        this.sender = new SrtpSender(keys, options);
        this.receiver = new SrtpReceiver(keys, options);
    }

    @Override
    public int protect(byte[] packet, int length) {
        check(sender.protect(packet, 0, length));
        return sender.length();
    }

    @Override
    public void restartReceiver() {
        receiver.close();
        receiver = new SrtpReceiver(keys, options);
    }

    @Override
    public int unprotect(byte[] packet, int length) {
        check(receiver.unprotect(packet, 0, length));
        return receiver.length();
    }

    private static void check(SrtpStatus status) {
        if (status != SrtpStatus.OK) {
            throw new IllegalStateException(status.name());
        }
    }
}
