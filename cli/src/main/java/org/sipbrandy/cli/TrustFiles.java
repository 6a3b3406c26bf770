package org.sipbrandy.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.sipbrandy.agent.store.TlsFiles;

/** Reads the files that say whom authorities vouch for. */
final class TrustFiles {
    private static final List<String> SUFFIXES = List.of(".pem", ".crt", ".cer", ".der");

    private TrustFiles() {}

    /** The certificates in these files, and in those of these folders, in PEM or DER. */
    static List<X509Certificate> anchors(List<Path> places) {
        var all = new ArrayList<X509Certificate>();
        for (Path place : places) {
            for (Path file : Files.isDirectory(place) ? within(place) : List.of(place)) {
                all.addAll(TlsFiles.anchors(file));
            }
        }
        return all;
    }

    private static List<Path> within(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            var found = files.filter(file -> SUFFIXES.stream().anyMatch(file.toString()::endsWith))
                    .filter(file -> !file.toString().endsWith("key.pem"))
                    .sorted()
                    .toList();
            if (found.isEmpty()) {
                throw new Failure(ExitCode.USAGE, "--trust: no certificate (.pem, .crt, .cer, .der) in " + folder);
            }
            return found;
        } catch (IOException e) {
            throw new Failure(ExitCode.USAGE, "cannot read " + folder + ": " + e.getMessage());
        }
    }

    /** The revocation lists in these files, in PEM or DER. */
    static List<X509CRL> lists(List<Path> files) {
        var all = new ArrayList<X509CRL>();
        for (Path file : files) {
            try (var in = Files.newInputStream(file)) {
                var found = CertificateFactory.getInstance("X.509").generateCRLs(in);
                if (found.isEmpty()) {
                    throw new GeneralSecurityException("no revocation list in it");
                }
                found.forEach(one -> all.add((X509CRL) one));
            } catch (IOException | GeneralSecurityException e) {
                throw new Failure(ExitCode.USAGE, "--crl: cannot read " + file + ": " + e.getMessage());
            }
        }
        return all;
    }
}
