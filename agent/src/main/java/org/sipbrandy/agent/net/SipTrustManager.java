package org.sipbrandy.agent.net;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.function.Supplier;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/** What a handshake makes of the far end's certificates; the same whatever carries it. */
abstract class SipTrustManager extends X509ExtendedTrustManager {

    /**
     * Believes a server whose certificate leads to an anchor and names the domain of the URI that was given to
     * resolution (RFC 5922 §7.3, SIP-12, SIP-20).
     *
     * @param loopback whether the server is on this machine's loopback addresses
     */
    static SipTrustManager ofServer(
            ServerTrust trust, Supplier<TrustAnchors> anchors, String domain, boolean loopback) {
        return new SipTrustManager() {
            @Override
            void checkServer(X509Certificate[] chain, String authType) throws CertificateException {
                if (trust.believesAll(loopback)) {
                    return;
                }
                if (!anchors.get().trustServer(chain, authType)) {
                    throw new CertificateException("its certificate is not issued by anybody who is trusted here");
                }
                if (!DomainIdentities.cover(chain[0], domain)) {
                    throw new CertificateException(
                            "its certificate is for " + DomainIdentities.of(chain[0]) + " and not for " + domain);
                }
            }
        };
    }

    /**
     * Lets every client in, as RFC 5922 §7.4 leaves to policy: {@link TlsContexts#domains} says afterwards what its
     * certificate proves, which is nothing unless it leads to an anchor.
     */
    static SipTrustManager ofAnyClient() {
        return new SipTrustManager() {
            @Override
            void checkClient(X509Certificate[] chain, String authType) {
                // judged when the handshake has proved that the client has the key
            }
        };
    }

    void checkServer(X509Certificate[] chain, String authType) throws CertificateException {
        throw new CertificateException("no server is expected here");
    }

    void checkClient(X509Certificate[] chain, String authType) throws CertificateException {
        throw new CertificateException("no client is expected here");
    }

    @Override
    public final void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        checkServer(chain, authType);
    }

    @Override
    public final void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        checkServer(chain, authType);
    }

    @Override
    public final void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        checkServer(chain, authType);
    }

    @Override
    public final void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        checkClient(chain, authType);
    }

    @Override
    public final void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        checkClient(chain, authType);
    }

    @Override
    public final void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        checkClient(chain, authType);
    }

    @Override
    public final X509Certificate[] getAcceptedIssuers() {
        return new X509Certificate[0];
    }
}
