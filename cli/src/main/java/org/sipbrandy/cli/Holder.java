package org.sipbrandy.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.sipbrandy.stir.StirParseException;
import org.sipbrandy.stir.credential.CertificateSubject;
import org.sipbrandy.stir.credential.NumberAuthorization;
import org.sipbrandy.stir.credential.NumberEntry;
import org.sipbrandy.stir.identity.CanonicalIdentity;
import org.sipbrandy.stir.identity.CanonicalUri;
import org.sipbrandy.stir.identity.NumberPolicy;
import org.sipbrandy.stir.identity.TelephoneNumber;

/**
 * For whom a certificate is made, as options say it.
 *
 * @param identity the name that its credential is kept under
 * @param subject all its names and numbers
 */
record Holder(CanonicalIdentity identity, CertificateSubject subject) {

    /** An address of record, telephone numbers, ranges of them, or several of these; the first is the name. */
    static Holder of(@Nullable String aor, List<String> numbers, List<String> ranges) {
        var entries = entries(numbers, ranges);
        Optional<CanonicalIdentity> named = Optional.ofNullable(aor).map(Holder::identity);
        if (named.isEmpty() && entries.isEmpty()) {
            throw new Failure(ExitCode.USAGE, "for whom? an address of record such as sip:alice@example.com, or --tn");
        }
        if (named.isPresent() && named.get() instanceof TelephoneNumber number) {
            entries.addFirst(new NumberEntry.One(number.value()));
        }
        var uris = named.filter(CanonicalUri.class::isInstance)
                .map(uri -> List.of(uri.value()))
                .orElse(List.of());
        return new Holder(
                named.orElseGet(() -> first(entries.getFirst())),
                new CertificateSubject(uris, list(entries), Optional.empty()));
    }

    /** The telephone numbers that options list; empty if they list none. */
    static Optional<NumberAuthorization> list(List<String> numbers, List<String> ranges) {
        return list(entries(numbers, ranges));
    }

    private static Optional<NumberAuthorization> list(List<NumberEntry> entries) {
        return entries.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new NumberAuthorization(entries.stream().distinct().toList()));
    }

    private static List<NumberEntry> entries(List<String> numbers, List<String> ranges) {
        var entries = new ArrayList<NumberEntry>();
        for (String one : numbers) {
            entries.add(new NumberEntry.One(number(one).value()));
        }
        for (String one : ranges) {
            int colon = one.indexOf(':');
            try {
                entries.add(new NumberEntry.Range(
                        number(colon < 0 ? one : one.substring(0, colon)).value(),
                        Long.parseLong(one.substring(colon + 1))));
            } catch (NumberFormatException _) {
                throw new Failure(ExitCode.USAGE, "'" + one + "' is not a range such as +12155550000:100");
            } catch (IllegalArgumentException e) {
                throw new Failure(ExitCode.USAGE, "'" + one + "' is " + e.getMessage());
            }
        }
        return entries;
    }

    private static CanonicalIdentity first(NumberEntry entry) {
        return switch (entry) {
            case NumberEntry.One(var number) -> new TelephoneNumber(number);
            case NumberEntry.Range(var start, var _) -> new TelephoneNumber(start);
            case NumberEntry.Provider(var code) ->
                throw new IllegalArgumentException("the provider " + code + " is no number");
        };
    }

    private static TelephoneNumber number(String text) {
        return CanonicalIdentity.ofNumber("tel:" + text, NumberPolicy.STANDARD)
                .filter(number -> number.value().length() <= 15) // ITU-T E.164
                .orElseThrow(() ->
                        new Failure(ExitCode.USAGE, "'" + text + "' is not a telephone number such as +12155551212"));
    }

    /** Whom an address of record means. */
    static CanonicalIdentity identity(String aor) {
        try {
            return CanonicalIdentity.of(aor);
        } catch (StirParseException | IllegalArgumentException _) {
            throw new Failure(
                    ExitCode.USAGE, "'" + aor + "' is not a SIP URI such as sip:alice@example.com, or a tel URI");
        }
    }
}
