package org.sipbrandy.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.sipbrandy.agent.store.AuthorityFolder;
import org.sipbrandy.stir.StirParseException;
import org.sipbrandy.stir.authority.DomainIdentities;
import org.sipbrandy.stir.credential.CertificateSubject;
import org.sipbrandy.stir.identity.CanonicalIdentity;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code brandy ca}: a small certification authority for one's own domain and numbers (RFC 8226). */
@Command(
        name = "ca",
        mixinStandardHelpOptions = true,
        description = "A small certification authority for one's own domain and telephone numbers.")
final class CaCommand {

    @Command(name = "init", mixinStandardHelpOptions = true, description = "Makes an authority in a folder.")
    int init(
            @Parameters(paramLabel = "DIR", description = "where; ca.pem in it is what others trust") Path folder,
            @Option(names = "--domain", paramLabel = "D", required = true, description = "such as example.com")
                    String domain,
            @Option(names = "--tn", paramLabel = "NUMBER", description = "that it may give; repeatable") @Nullable
                    List<String> numbers,
            @Option(
                            names = "--tn-range",
                            paramLabel = "START:COUNT",
                            description = "that it may give, such as +12155550000:100; repeatable")
                    @Nullable
                    List<String> ranges,
            @Option(names = "--days", paramLabel = "N", defaultValue = "3650", description = "how long it is valid")
                    int days) {
        var validity = Validity.days(days);
        var subject = new CertificateSubject(
                List.of(domain(domain)), Holder.list(given(numbers), given(ranges)), Optional.empty());
        var made = AuthorityFolder.create(folder, subject, validity);
        System.out.println("authority      for " + made.certificate().holders());
        System.out.println("valid          " + made.certificate().notBefore() + " to "
                + made.certificate().notAfter());
        System.out.println("to be trusted  " + made.anchor());
        return 0;
    }

    @Command(name = "issue", mixinStandardHelpOptions = true, description = "Issues a certificate with a new key.")
    int issue(
            @Parameters(paramLabel = "DIR", index = "0", description = "the authority's folder") Path folder,
            @Parameters(
                            paramLabel = "AOR",
                            index = "1",
                            arity = "0..1",
                            description = "such as sip:alice@example.com; sip:example.com for all of the domain")
                    @Nullable
                    String aor,
            @Option(names = "--tn", paramLabel = "NUMBER", description = "a telephone number; repeatable") @Nullable
                    List<String> numbers,
            @Option(
                            names = "--tn-range",
                            paramLabel = "START:COUNT",
                            description = "telephone numbers in a row; repeatable")
                    @Nullable
                    List<String> ranges,
            @Option(names = "--days", paramLabel = "N", defaultValue = "365", description = "how long it is valid")
                    int days,
            @Option(names = "--out", paramLabel = "DIR", description = "where to (default: issued/… in the folder)")
                    @Nullable
                    Path out) {
        var validity = Validity.days(days);
        var holder = Holder.of(aor, given(numbers), given(ranges));
        var authority = AuthorityFolder.open(folder);
        var issued = authority.issue(holder.subject(), holder.identity(), validity);
        var place = authority.keep(issued, Optional.ofNullable(out));
        System.out.println("issued         for " + issued.certificate().holders());
        System.out.println("valid          " + issued.certificate().notBefore() + " to "
                + issued.certificate().notAfter());
        System.out.println("certificate    " + place.resolve("cert.pem"));
        System.out.println("key            " + place.resolve("key.pem"));
        return 0;
    }

    private static List<String> given(@Nullable List<String> option) {
        return option == null ? List.of() : option;
    }

    private static String domain(String name) {
        try {
            String uri = CanonicalIdentity.ofUri("sip:" + name).value();
            if (uri.equalsIgnoreCase("sip:" + name)
                    && !DomainIdentities.of(List.of(uri), List.of()).isEmpty()) {
                return uri;
            }
        } catch (StirParseException | IllegalArgumentException _) {
            // said below
        }
        throw new Failure(ExitCode.USAGE, "'" + name + "' is not a domain such as example.com");
    }
}
