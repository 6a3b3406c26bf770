package org.sipbrandy.bench;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import org.jitsi.srtp.SrtpContextFactory;
import org.jitsi.srtp.SrtpCryptoContext;
import org.jitsi.srtp.SrtpErrorStatus;
import org.jitsi.srtp.SrtpPolicy;
import org.jitsi.utils.ByteArrayBuffer;
import org.jitsi.utils.logging2.Logger;
import org.jitsi.utils.logging2.LoggerImpl;
import org.sipbrandy.srtp.SrtpProfile;

/** jitsi-srtp, with the cipher it finds fastest on this machine, OpenSSL by JNI among them. */
final class JitsiSrtp implements SrtpSubject {
    private final SrtpProfile profile;
    private final byte[] key;
    private final byte[] salt;
    private final int ssrc;
    private final Logger log = new LoggerImpl("jitsi-srtp");
    private final Buffer buffer = new Buffer();
    private final SrtpCryptoContext sender;
    private SrtpCryptoContext receiver;

    JitsiSrtp(SrtpProfile profile, byte[] key, byte[] salt, int ssrc) {
        this.profile = profile;
        this.key = key;
        this.salt = salt;
        this.ssrc = ssrc;
        this.sender = context(true);
        this.receiver = context(false);
    }

    private SrtpCryptoContext context(boolean sends) {
        boolean gcm = profile.saltLength() == 12;
        SrtpPolicy policy = new SrtpPolicy(
                gcm ? SrtpPolicy.AESGCM_ENCRYPTION : SrtpPolicy.AESCM_ENCRYPTION,
                profile.keyLength(),
                gcm ? SrtpPolicy.NULL_AUTHENTICATION : SrtpPolicy.HMACSHA1_AUTHENTICATION,
                gcm ? 0 : 20,
                profile.tagLength(),
                profile.saltLength());
        try {
            // The factory wipes its copy of the keys when it is closed, and the arrays it was given.
            return new SrtpContextFactory(sends, key.clone(), salt.clone(), policy, policy, log).deriveContext(ssrc, 0);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public int protect(byte[] packet, int length) {
        buffer.wrap(packet, length);
        try {
            check(sender.transformPacket(buffer));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
        return buffer.length;
    }

    @Override
    public void restartReceiver() {
        receiver = context(false);
    }

    @Override
    public int unprotect(byte[] packet, int length) {
        buffer.wrap(packet, length);
        try {
            check(receiver.reverseTransformPacket(buffer, false));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
        return buffer.length;
    }

    private static void check(SrtpErrorStatus status) {
        if (status != SrtpErrorStatus.OK) {
            throw new IllegalStateException(status.name());
        }
    }

    private static final class Buffer implements ByteArrayBuffer {
        private byte[] bytes = {};
        private int length;

        void wrap(byte[] packet, int packetLength) {
            bytes = packet;
            length = packetLength;
        }

        @Override
        public byte[] getBuffer() {
            return bytes;
        }

        @Override
        public int getOffset() {
            return 0;
        }

        @Override
        public int getLength() {
            return length;
        }

        @Override
        public void setLength(int length) {
            this.length = length;
        }

        @Override
        public void setOffset(int offset) {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean isInvalid() {
            return false;
        }

        @Override
        public void readRegionToBuff(int offset, int count, byte[] out) {
            System.arraycopy(bytes, offset, out, 0, count);
        }

        @Override
        public void grow(int by) {
            if (length + by > bytes.length) {
                bytes = Arrays.copyOf(bytes, length + by);
            }
        }

        @Override
        public void append(byte[] data, int count) {
            grow(count);
            System.arraycopy(data, 0, bytes, length, count);
            length += count;
        }

        @Override
        public void shrink(int by) {
            length -= by;
        }
    }
}
