package org.sipbrandy.dtls;

import java.io.IOException;
import org.bouncycastle.tls.AlertDescription;
import org.bouncycastle.tls.ContentType;
import org.bouncycastle.tls.HandshakeType;
import org.bouncycastle.tls.ProtocolVersion;
import org.bouncycastle.tls.TlsFatalAlert;
import org.bouncycastle.tls.crypto.TlsCipher;
import org.bouncycastle.tls.crypto.TlsDecodeResult;
import org.bouncycastle.tls.crypto.TlsEncodeResult;

/**
 * The cipher of the encrypted epoch. Adds what the library has no door for: sees an authenticated wish to renegotiate, can send a warning
 * alert, and lets no invalid record end the association (RFC 6347 §4.1.2.7).
 */
final class ObservedCipher implements TlsCipher {
    private final TlsCipher cipher;
    private boolean renegotiationAsked;
    private boolean nextIsAlert;

    ObservedCipher(TlsCipher cipher) {
        this.cipher = cipher;
    }

    /** The next application data record goes out as an alert. */
    void sendNextAsAlert() {
        nextIsAlert = true;
    }

    /** Whether a HelloRequest or ClientHello came under this cipher since the last call. */
    boolean takeRenegotiationAsked() {
        boolean asked = renegotiationAsked;
        renegotiationAsked = false;
        return asked;
    }

    @Override
    public TlsEncodeResult encodePlaintext(
            long sequence,
            short contentType,
            ProtocolVersion version,
            int headerAllocation,
            byte[] plaintext,
            int offset,
            int length)
            throws IOException {
        short type = contentType;
        if (nextIsAlert && contentType == ContentType.application_data) {
            nextIsAlert = false;
            type = ContentType.alert;
        }
        return cipher.encodePlaintext(sequence, type, version, headerAllocation, plaintext, offset, length);
    }

    @Override
    public TlsDecodeResult decodeCiphertext(
            long sequence, short recordType, ProtocolVersion version, byte[] ciphertext, int offset, int length)
            throws IOException {
        TlsDecodeResult result;
        try {
            result = cipher.decodeCiphertext(sequence, recordType, version, ciphertext, offset, length);
        } catch (TlsFatalAlert invalid) {
            // A record too short to hold a tag is as forged as one with a wrong tag: the record layer drops
            // bad_record_mac silently.
            throw new TlsFatalAlert(AlertDescription.bad_record_mac, invalid);
        }
        if (result.contentType == ContentType.handshake && result.len > 0) {
            int type = result.buf[result.off];
            renegotiationAsked |= type == HandshakeType.hello_request || type == HandshakeType.client_hello;
        }
        return result;
    }

    @Override
    public int getCiphertextDecodeLimit(int plaintextLimit) {
        return cipher.getCiphertextDecodeLimit(plaintextLimit);
    }

    @Override
    public int getCiphertextEncodeLimit(int plaintextLimit) {
        return cipher.getCiphertextEncodeLimit(plaintextLimit);
    }

    @Override
    public int getPlaintextDecodeLimit(int ciphertextLimit) {
        return cipher.getPlaintextDecodeLimit(ciphertextLimit);
    }

    @Override
    public int getPlaintextEncodeLimit(int ciphertextLimit) {
        return cipher.getPlaintextEncodeLimit(ciphertextLimit);
    }

    @Override
    public void rekeyDecoder() throws IOException {
        cipher.rekeyDecoder();
    }

    @Override
    public void rekeyEncoder() throws IOException {
        cipher.rekeyEncoder();
    }

    @Override
    public boolean usesOpaqueRecordTypeDecode() {
        return cipher.usesOpaqueRecordTypeDecode();
    }

    @Override
    public boolean usesOpaqueRecordTypeEncode() {
        return cipher.usesOpaqueRecordTypeEncode();
    }
}
