package org.sipbrandy.agent.net;

import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Believes a server whose certificate leads to an anchor and names the domain of the URI that was given to resolution
 * (RFC 5922 §7.3, SIP-12, SIP-20).
 */
final class SipTrustManager extends X509ExtendedTrustManager {
    private final ServerTrust trust;
    private final String domain;
    private final boolean loopback;

    SipTrustManager(ServerTrust trust, String domain, boolean loopback) {
        this.trust = trust;
        this.domain = domain;
        this.loopback = loopback;
    }

    private void check(X509Certificate[] chain, String authType) throws CertificateException {
        if (trust.insecure() || loopback && trust.loopback()) {
            return;
        }
        if (!leadsToAnchor(chain, authType)) {
            throw new CertificateException("its certificate is not issued by anybody who is trusted here");
        }
        if (!DomainIdentities.cover(chain[0], domain)) {
            throw new CertificateException(
                    "its certificate is for " + DomainIdentities.of(chain[0]) + " and not for " + domain);
        }
    }

    private boolean leadsToAnchor(X509Certificate[] chain, String authType) throws CertificateException {
        try {
            for (X509ExtendedTrustManager manager : managers()) {
                try {
                    manager.checkServerTrusted(chain, authType);
                    return true;
                } catch (CertificateException _) {
                    // perhaps the next one knows its issuer
                }
            }
            return false;
        } catch (GeneralSecurityException | java.io.IOException e) {
            throw new CertificateException(e);
        }
    }

    private List<X509ExtendedTrustManager> managers() throws GeneralSecurityException, java.io.IOException {
        var list = new ArrayList<X509ExtendedTrustManager>();
        if (!trust.anchors().isEmpty()) {
            var store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            int n = 0;
            for (X509Certificate anchor : trust.anchors()) {
                store.setCertificateEntry("anchor-" + n++, anchor);
            }
            add(list, store);
        }
        add(list, null);
        return list;
    }

    private static void add(List<X509ExtendedTrustManager> list, @org.jspecify.annotations.Nullable KeyStore store)
            throws GeneralSecurityException {
        var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        for (TrustManager manager : factory.getTrustManagers()) {
            if (manager instanceof X509ExtendedTrustManager extended) {
                list.add(extended);
            }
        }
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        check(chain, authType);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        check(chain, authType);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        check(chain, authType);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        throw new CertificateException("not a server's");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        checkClientTrusted(chain, authType);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        checkClientTrusted(chain, authType);
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return new X509Certificate[0];
    }
}
