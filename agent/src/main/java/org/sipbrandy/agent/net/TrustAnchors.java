package org.sipbrandy.agent.net;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;

/** Validates certification paths (RFC 5280) up to the own anchors, or else up to those of the platform. */
final class TrustAnchors {
    private final List<X509ExtendedTrustManager> managers = new ArrayList<>();

    TrustAnchors(List<X509Certificate> own) {
        try {
            if (!own.isEmpty()) {
                var store = KeyStore.getInstance(KeyStore.getDefaultType());
                store.load(null, null);
                for (int i = 0; i < own.size(); i++) {
                    store.setCertificateEntry("anchor-" + i, own.get(i));
                }
                add(managers(store));
            }
            var platform = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            platform.init((KeyStore) null);
            add(platform.getTrustManagers());
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("no anchors to trust: " + e.getMessage(), e);
        }
    }

    private static TrustManager[] managers(KeyStore store) throws GeneralSecurityException {
        var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return factory.getTrustManagers();
    }

    private void add(TrustManager[] all) {
        for (TrustManager one : all) {
            if (one instanceof X509ExtendedTrustManager extended) {
                managers.add(extended);
            }
        }
    }

    /** Whether a TLS server's certificate leads to an anchor, its extended key usage included. */
    boolean trustServer(X509Certificate[] chain, String authType) {
        return managers.stream().anyMatch(it -> passes(() -> it.checkServerTrusted(chain, authType)));
    }

    /** As above, of a TLS client. */
    boolean trustClient(X509Certificate[] chain, String authType) {
        return managers.stream().anyMatch(it -> passes(() -> it.checkClientTrusted(chain, authType)));
    }

    private interface Check {
        void run() throws CertificateException;
    }

    private static boolean passes(Check check) {
        try {
            check.run();
            return true;
        } catch (CertificateException _) {
            return false; // perhaps another one knows its issuer
        }
    }
}
