package org.sipbrandy.dtls;

import java.io.IOException;
import java.util.Hashtable;
import java.util.Vector;
import org.bouncycastle.tls.AbstractTlsClient;
import org.bouncycastle.tls.CertificateRequest;
import org.bouncycastle.tls.CertificateStatusRequest;
import org.bouncycastle.tls.ProtocolVersion;
import org.bouncycastle.tls.TlsAuthentication;
import org.bouncycastle.tls.TlsCloseable;
import org.bouncycastle.tls.TlsCredentials;
import org.bouncycastle.tls.TlsExtensionsUtils;
import org.bouncycastle.tls.TlsServerCertificate;
import org.bouncycastle.tls.TlsUtils;
import org.jspecify.annotations.Nullable;

/** The active end of a handshake, in the library's terms. */
final class HandshakeClient extends AbstractTlsClient {
    private final HandshakeRules rules;
    private final HandshakeTransport transport;
    private boolean certificateRequested;

    HandshakeClient(HandshakeRules rules, HandshakeTransport transport) {
        super(rules.crypto);
        this.rules = rules;
        this.transport = transport;
    }

    @Override
    protected ProtocolVersion[] getSupportedVersions() {
        return ProtocolVersion.DTLSv12.only();
    }

    @Override
    protected int[] getSupportedCipherSuites() {
        return TlsUtils.getSupportedCipherSuites(rules.crypto, rules.cipherSuitesOfClient());
    }

    @Override
    @SuppressWarnings("rawtypes")
    protected Vector getSupportedGroups(Vector namedGroupRoles) {
        return new Vector<>(rules.groups());
    }

    @Override
    @SuppressWarnings("rawtypes")
    protected Vector getSupportedSignatureAlgorithms() {
        return rules.signatureAlgorithms();
    }

    @Override
    protected @Nullable CertificateStatusRequest getCertificateStatusRequest() {
        return null;
    }

    @Override
    @SuppressWarnings({"rawtypes", "unchecked"})
    public Hashtable getClientExtensions() throws IOException {
        Hashtable<Object, Object> extensions = super.getClientExtensions();
        extensions.remove(TlsExtensionsUtils.EXT_encrypt_then_mac);
        SrtpExtension.write(extensions, rules.configuration.profiles());
        rules.configuration.localTlsId().ifPresent(id -> ExternalSessionId.write(extensions, id));
        return extensions;
    }

    @Override
    @SuppressWarnings("rawtypes")
    public void processServerExtensions(@Nullable Hashtable serverExtensions) throws IOException {
        super.processServerExtensions(serverExtensions);
        Hashtable<?, ?> extensions = serverExtensions == null ? new Hashtable<>() : serverExtensions;
        rules.peerSessionId(extensions);
        rules.acceptProfile(extensions);
    }

    @Override
    public TlsAuthentication getAuthentication() {
        return new TlsAuthentication() {
            @Override
            public void notifyServerCertificate(TlsServerCertificate certificate) throws IOException {
                rules.peerCertificate(certificate.getCertificate());
            }

            @Override
            public TlsCredentials getClientCredentials(CertificateRequest request) throws IOException {
                certificateRequested = true;
                return rules.credentials(context);
            }
        };
    }

    @Override
    public boolean requiresExtendedMasterSecret() {
        return true;
    }

    @Override
    public int getHandshakeResendTimeMillis() {
        return 0;
    }

    @Override
    public void notifyCloseHandle(TlsCloseable handle) {
        super.notifyCloseHandle(handle);
        transport.library(handle);
    }

    @Override
    public void notifyAlertReceived(short level, short description) {
        rules.alertReceived(level, description);
    }

    @Override
    public void notifyAlertRaised(short level, short description, @Nullable String message, @Nullable Throwable cause) {
        rules.alertSent(description);
    }

    @Override
    public void notifyHandshakeComplete() throws IOException {
        super.notifyHandshakeComplete();
        rules.complete(context, certificateRequested);
    }
}
