package org.sipbrandy.stir.credential;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1String;
import org.bouncycastle.asn1.x509.AuthorityInformationAccess;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.jspecify.annotations.Nullable;

/**
 * What a signer's certificate says of its holder beyond its key.
 *
 * @param uris of the subject alternative name, as written
 * @param dnsNames of the subject alternative name, as written
 * @param numbers telephone numbers, by value (RFC 8226 §9)
 * @param numbersAt where the list of telephone numbers is, by reference (RFC 8226 §10.1); https only
 * @param constraints of its tokens (RFC 8226 §8)
 */
record CertificateExtensions(
        List<String> uris,
        List<String> dnsNames,
        Optional<NumberAuthorization> numbers,
        Optional<String> numbersAt,
        Optional<ClaimConstraints> constraints) {

    /** Those that are understood, so that they may be critical (RFC 5280 §4.2). */
    static final Set<ASN1ObjectIdentifier> KNOWN = Set.of(
            Extension.subjectAlternativeName,
            Extension.keyUsage,
            Extension.extendedKeyUsage,
            Extension.basicConstraints,
            Extension.subjectKeyIdentifier,
            Extension.authorityKeyIdentifier,
            NumberAuthorization.OID,
            ClaimConstraints.OID);

    /** id-ad-stirTNList (RFC 8226 §10.1). */
    private static final ASN1ObjectIdentifier NUMBER_LIST = new ASN1ObjectIdentifier("1.3.6.1.5.5.7.48.14");

    private static final CertificateExtensions NONE =
            new CertificateExtensions(List.of(), List.of(), Optional.empty(), Optional.empty(), Optional.empty());

    /** @throws RuntimeException of several kinds, if one of them is malformed */
    static CertificateExtensions of(@Nullable Extensions all) {
        if (all == null) {
            return NONE;
        }
        var numbers = Optional.ofNullable(all.getExtension(NumberAuthorization.OID))
                .map(one -> NumberAuthorization.parse(one.getExtnValue().getOctets()));
        var constraints = Optional.ofNullable(all.getExtension(ClaimConstraints.OID))
                .map(one -> ClaimConstraints.parse(one.getExtnValue().getOctets()));
        return new CertificateExtensions(
                names(all, GeneralName.uniformResourceIdentifier),
                names(all, GeneralName.dNSName),
                numbers,
                numberList(all),
                constraints);
    }

    private static List<String> names(Extensions all, int kind) {
        var found = new ArrayList<String>();
        GeneralNames names = GeneralNames.fromExtensions(all, Extension.subjectAlternativeName);
        if (names != null) {
            for (GeneralName name : names.getNames()) {
                if (name.getTagNo() == kind && name.getName() instanceof ASN1String text) {
                    found.add(text.getString());
                }
            }
        }
        return List.copyOf(found);
    }

    private static Optional<String> numberList(Extensions all) {
        var access = AuthorityInformationAccess.fromExtensions(all);
        if (access != null) {
            for (var one : access.getAccessDescriptions()) {
                if (one.getAccessMethod().equals(NUMBER_LIST)
                        && one.getAccessLocation().getName() instanceof ASN1String uri
                        && uri.getString().toLowerCase(Locale.ROOT).startsWith("https:")) {
                    return Optional.of(uri.getString());
                }
            }
        }
        return Optional.empty();
    }
}
