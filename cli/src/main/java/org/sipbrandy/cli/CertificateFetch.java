package org.sipbrandy.cli;

import java.security.cert.X509Certificate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.sipbrandy.agent.certificate.FetchLimits;
import org.sipbrandy.agent.certificate.HttpsCertificates;
import org.sipbrandy.agent.net.Loop;
import org.sipbrandy.stir.credential.CertificateSource;

/** Gets signers' certificates over https for a command that makes no calls; closes what it opened. */
final class CertificateFetch implements AutoCloseable {
    private @Nullable Loop loop;

    /**
     * @param anyAddress whether private and loopback addresses are asked, too
     * @param servers authorities of https servers, besides those of the platform
     */
    CertificateSource source(boolean anyAddress, List<X509Certificate> servers) {
        var own = new Loop("brandy-https");
        loop = own;
        var limits = anyAddress ? FetchLimits.STANDARD.withAnyAddress() : FetchLimits.STANDARD;
        return new HttpsCertificates(own, limits, servers);
    }

    @Override
    public void close() {
        var own = loop;
        if (own != null) {
            own.close();
        }
    }
}
