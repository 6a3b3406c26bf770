package org.sipbrandy.dtls;

import java.io.IOException;
import java.util.Arrays;
import java.util.Hashtable;
import java.util.List;
import java.util.Optional;
import java.util.Vector;
import java.util.stream.IntStream;
import org.bouncycastle.tls.AlertDescription;
import org.bouncycastle.tls.AlertLevel;
import org.bouncycastle.tls.Certificate;
import org.bouncycastle.tls.CipherSuite;
import org.bouncycastle.tls.HashAlgorithm;
import org.bouncycastle.tls.NamedGroup;
import org.bouncycastle.tls.SecurityParameters;
import org.bouncycastle.tls.SignatureAlgorithm;
import org.bouncycastle.tls.SignatureAndHashAlgorithm;
import org.bouncycastle.tls.TlsContext;
import org.bouncycastle.tls.TlsCredentialedSigner;
import org.bouncycastle.tls.TlsFatalAlert;
import org.bouncycastle.tls.crypto.TlsCertificate;
import org.bouncycastle.tls.crypto.TlsCryptoParameters;
import org.bouncycastle.tls.crypto.impl.jcajce.JcaDefaultTlsCredentialedSigner;
import org.jspecify.annotations.Nullable;

/** What both roles ask of a handshake, and what it has brought so far. Used on the handshake thread. */
final class HandshakeRules {
    private static final String EXPORTER_LABEL = "EXTRACTOR-dtls_srtp";

    final DtlsRole role;
    final DtlsIdentity identity;
    final DtlsConfiguration configuration;
    final ObservedCrypto crypto;
    private final PeerCertificateCheck check;

    private @Nullable DtlsFailure failure;
    private @Nullable SrtpProfileId profile;
    private @Nullable PeerCertificate peerCertificate;
    private Optional<String> peerTlsId = Optional.empty();
    private DtlsOutput.@Nullable Connected connected;
    private int closingAlertReceived = -1;
    private int firstAlertSent = -1;

    HandshakeRules(
            DtlsRole role,
            DtlsIdentity identity,
            DtlsConfiguration configuration,
            PeerCertificateCheck check,
            ObservedCrypto crypto) {
        this.role = role;
        this.identity = identity;
        this.configuration = configuration;
        this.check = check;
        this.crypto = crypto;
    }

    /** RFC 8827 §6.5: the first is mandatory; all have forward secrecy and authenticated encryption. */
    int[] cipherSuites() {
        return new int[] {
            CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256,
            CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384,
            CipherSuite.TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256
        };
    }

    /** What a client offers: RSA certificates too, since many SIP peers make no other (RFC 5763 §5 sets no kind). */
    int[] cipherSuitesOfClient() {
        return IntStream.concat(
                        Arrays.stream(cipherSuites()),
                        IntStream.of(
                                CipherSuite.TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256,
                                CipherSuite.TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384,
                                CipherSuite.TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256))
                .toArray();
    }

    /** Groups for the key exchange; P-256 is the one for signatures too (RFC 8827 §6.5). */
    List<Integer> groups() {
        return List.of(NamedGroup.x25519, NamedGroup.secp256r1);
    }

    Vector<SignatureAndHashAlgorithm> signatureAlgorithms() {
        Vector<SignatureAndHashAlgorithm> algorithms = new Vector<>();
        algorithms.add(SignatureAndHashAlgorithm.getInstance(HashAlgorithm.sha256, SignatureAlgorithm.ecdsa));
        algorithms.add(SignatureAndHashAlgorithm.getInstance(HashAlgorithm.sha384, SignatureAlgorithm.ecdsa));
        algorithms.add(SignatureAndHashAlgorithm.getInstance(HashAlgorithm.sha256, SignatureAlgorithm.rsa));
        return algorithms;
    }

    TlsCredentialedSigner credentials(TlsContext context) throws IOException {
        List<byte[]> chain = identity.chain();
        TlsCertificate[] certificates = new TlsCertificate[chain.size()];
        for (int i = 0; i < certificates.length; i++) {
            certificates[i] = crypto.createCertificate(chain.get(i));
        }
        return new JcaDefaultTlsCredentialedSigner(
                new TlsCryptoParameters(context),
                crypto,
                identity.privateKey(),
                new Certificate(certificates),
                SignatureAndHashAlgorithm.getInstance(HashAlgorithm.sha256, SignatureAlgorithm.ecdsa));
    }

    /** RFC 8122 §6.2: the certificate is compared with the fingerprint, no path is validated. */
    void peerCertificate(Certificate chain) throws IOException {
        if (chain.isEmpty()) {
            throw refuse(DtlsFailure.CERTIFICATE_MISSING, AlertDescription.handshake_failure, "no certificate");
        }
        PeerCertificate shown = new PeerCertificate(chain.getCertificateAt(0).getEncoded());
        switch (answer(shown)) {
            case PeerCertificateCheck.Answer.Accept() -> peerCertificate = shown;
            case PeerCertificateCheck.Answer.Reject(String reason) ->
                throw refuse(DtlsFailure.CERTIFICATE_REJECTED, AlertDescription.bad_certificate, reason);
        }
    }

    private PeerCertificateCheck.Answer answer(PeerCertificate shown) {
        try {
            return check.check(shown);
        } catch (RuntimeException e) {
            return new PeerCertificateCheck.Answer.Reject("check failed: " + e);
        }
    }

    /** The server's choice among what the client offers (RFC 5764 §4.1.1), most wanted by us first. */
    void chooseProfile(Hashtable<?, ?> clientExtensions) throws IOException {
        SrtpExtension offer = offeredSrtp(clientExtensions);
        profile = configuration.profiles().stream()
                .filter(candidate -> offer.profiles().contains(candidate.id()))
                .findFirst()
                .orElseThrow(this::noCommonProfile);
    }

    /** The client's look at the server's choice (RFC 5764 §4.1.1, §4.1.3). */
    void acceptProfile(Hashtable<?, ?> serverExtensions) throws IOException {
        SrtpExtension choice = offeredSrtp(serverExtensions);
        if (choice.profiles().size() != 1 || choice.mki().length != 0) {
            throw refuse(
                    DtlsFailure.NO_COMMON_PROFILE,
                    AlertDescription.illegal_parameter,
                    "use_srtp: not one profile, or MKI");
        }
        profile = configuration.profiles().stream()
                .filter(candidate -> candidate.id() == choice.profiles().getFirst())
                .findFirst()
                .orElseThrow(() -> refuse(
                        DtlsFailure.NO_COMMON_PROFILE, AlertDescription.illegal_parameter, "use_srtp: not offered"));
    }

    private SrtpExtension offeredSrtp(Hashtable<?, ?> extensions) throws IOException {
        Optional<SrtpExtension> found = SrtpExtension.read(extensions);
        return found.orElseThrow(this::noCommonProfile);
    }

    private TlsFatalAlert noCommonProfile() {
        return refuse(DtlsFailure.NO_COMMON_PROFILE, AlertDescription.handshake_failure, "no SRTP profile in common");
    }

    SrtpProfileId profile() throws IOException {
        SrtpProfileId chosen = profile;
        if (chosen == null) {
            throw noCommonProfile();
        }
        return chosen;
    }

    /** RFC 8844 §4.3: whoever sends external_session_id must send its tls-id; who sends none is accepted. */
    void peerSessionId(Hashtable<?, ?> extensions) throws IOException {
        peerTlsId = ExternalSessionId.read(extensions);
        Optional<String> expected = configuration.peerTlsId();
        if (peerTlsId.isPresent() && expected.isPresent() && !peerTlsId.equals(expected)) {
            throw refuse(
                    DtlsFailure.TLS_ID_MISMATCH,
                    AlertDescription.illegal_parameter,
                    "external_session_id is not the tls-id");
        }
    }

    boolean peerSentSessionId() {
        return peerTlsId.isPresent();
    }

    /** Both Finished messages are verified: export the keys (RFC 5764 §4.2). */
    void complete(TlsContext context, boolean askedForCertificate) throws IOException {
        PeerCertificate shown = peerCertificate;
        if (shown == null || !askedForCertificate) {
            throw refuse(
                    DtlsFailure.CERTIFICATE_MISSING,
                    AlertDescription.handshake_failure,
                    "authentication was not mutual");
        }
        SecurityParameters parameters = context.getSecurityParametersConnection();
        SrtpProfileId chosen = profile();
        byte[] exported =
                context.exportKeyingMaterial(EXPORTER_LABEL, null, 2 * (chosen.keyLength() + chosen.saltLength()));
        SrtpKeyingMaterial keys = SrtpKeyingMaterial.split(exported, chosen, role);
        Arrays.fill(exported, (byte) 0);
        configuration.keyLog().ifPresent(sink -> sink.accept(KeyLogLine.of(parameters, crypto)));
        connected = new DtlsOutput.Connected(
                "DTLSv1.2", CipherSuiteName.of(parameters.getCipherSuite()), chosen, keys, shown, peerTlsId);
    }

    DtlsOutput.@Nullable Connected connected() {
        return connected;
    }

    TlsFatalAlert refuse(DtlsFailure reason, short alert, String detail) {
        failure = reason;
        return new TlsFatalAlert(alert, detail);
    }

    Optional<DtlsFailure> failure() {
        return Optional.ofNullable(failure);
    }

    void alertReceived(short level, short description) {
        // RFC 5246 §7.2.1, §7.2.2: close_notify is a warning, everything else that ends is fatal.
        if (description == AlertDescription.close_notify || level == AlertLevel.fatal) {
            closingAlertReceived = description;
        }
    }

    void alertSent(short description) {
        if (firstAlertSent < 0) {
            firstAlertSent = description;
        }
    }

    /** First alert that we sent, -1 if none. */
    int firstAlertSent() {
        return firstAlertSent;
    }

    /** Description of the alert with which the peer ended the association, -1 if it has not. */
    int closingAlertReceived() {
        return closingAlertReceived;
    }
}
