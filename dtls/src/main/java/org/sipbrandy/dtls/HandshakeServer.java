package org.sipbrandy.dtls;

import java.io.IOException;
import java.util.Hashtable;
import java.util.List;
import org.bouncycastle.tls.Certificate;
import org.bouncycastle.tls.CertificateRequest;
import org.bouncycastle.tls.ClientCertificateType;
import org.bouncycastle.tls.DefaultTlsServer;
import org.bouncycastle.tls.NamedGroup;
import org.bouncycastle.tls.ProtocolVersion;
import org.bouncycastle.tls.TlsCloseable;
import org.bouncycastle.tls.TlsCredentialedSigner;
import org.bouncycastle.tls.TlsUtils;
import org.jspecify.annotations.Nullable;

/** The passive end of a handshake, in the library's terms. */
final class HandshakeServer extends DefaultTlsServer {
    private final HandshakeRules rules;
    private final HandshakeTransport transport;

    HandshakeServer(HandshakeRules rules, HandshakeTransport transport) {
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
        return TlsUtils.getSupportedCipherSuites(rules.crypto, rules.cipherSuites());
    }

    @Override
    public int[] getSupportedGroups() {
        return rules.groups().stream().mapToInt(Integer::intValue).toArray();
    }

    @Override
    protected int selectECDH(int minimumCurveBits) {
        int[] offered = context.getSecurityParametersHandshake().getClientSupportedGroups();
        if (offered == null) {
            return NamedGroup.secp256r1;
        }
        for (int group : offered) {
            if (rules.groups().contains(group)) {
                return group;
            }
        }
        return -1;
    }

    @Override
    protected boolean allowCertificateStatus() {
        return false;
    }

    @Override
    @SuppressWarnings("rawtypes")
    public void processClientExtensions(@Nullable Hashtable clientExtensions) throws IOException {
        super.processClientExtensions(clientExtensions);
        Hashtable<?, ?> extensions = clientExtensions == null ? new Hashtable<>() : clientExtensions;
        rules.peerSessionId(extensions);
        rules.chooseProfile(extensions);
    }

    @Override
    @SuppressWarnings({"rawtypes", "unchecked"})
    public Hashtable getServerExtensions() throws IOException {
        Hashtable<Object, Object> extensions = super.getServerExtensions();
        SrtpExtension.write(extensions, List.of(rules.profile()));
        // RFC 8844 §4.3: in ServerHello only if it was in ClientHello.
        if (rules.peerSentSessionId()) {
            rules.configuration.localTlsId().ifPresent(id -> ExternalSessionId.write(extensions, id));
        }
        return extensions;
    }

    @Override
    protected TlsCredentialedSigner getECDSASignerCredentials() throws IOException {
        return rules.credentials(context);
    }

    @Override
    public CertificateRequest getCertificateRequest() {
        return new CertificateRequest(
                new short[] {ClientCertificateType.ecdsa_sign, ClientCertificateType.rsa_sign},
                rules.signatureAlgorithms(),
                null);
    }

    @Override
    public void notifyClientCertificate(Certificate certificate) throws IOException {
        rules.peerCertificate(certificate);
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
        rules.complete(context, true);
    }
}
