package org.sipbrandy.stir.credential;

import java.io.IOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1IA5String;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.ASN1TaggedObject;
import org.bouncycastle.asn1.DERIA5String;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERTaggedObject;
import org.sipbrandy.stir.StirParseException;
import org.sipbrandy.stir.identity.TelephoneNumber;

/**
 * The TN Authorization List of a certificate: for which telephone numbers its holder may speak (RFC 8226 §9).
 *
 * @param entries at least one, at most 10,000
 */
public record NumberAuthorization(List<NumberEntry> entries) {
    /** id-pe-TNAuthList. */
    public static final ASN1ObjectIdentifier OID = new ASN1ObjectIdentifier("1.3.6.1.5.5.7.1.26");

    private static final int MAX_ENTRIES = 10_000;
    private static final int PROVIDER = 0;
    private static final int RANGE = 1;
    private static final int ONE = 2;

    public NumberAuthorization {
        entries = List.copyOf(entries);
        if (entries.isEmpty() || entries.size() > MAX_ENTRIES) {
            throw new IllegalArgumentException("1 to 10,000 entries");
        }
    }

    /** For one number. */
    public static NumberAuthorization of(TelephoneNumber number) {
        return new NumberAuthorization(List.of(new NumberEntry.One(number.value())));
    }

    /**
     * Reads the list from DER, as the extension's value or as {@code application/tnauthlist} has it.
     *
     * @throws StirParseException if it is no such list; an entry that RFC 8226 does not allow spoils the whole (CRED-10)
     */
    public static NumberAuthorization parse(byte[] der) {
        try {
            var entries = new ArrayList<NumberEntry>();
            for (var element : ASN1Sequence.getInstance(ASN1Primitive.fromByteArray(der))) {
                entries.add(entry(ASN1TaggedObject.getInstance(element)));
            }
            return new NumberAuthorization(entries);
        } catch (IOException | RuntimeException e) {
            // Bouncy Castle reports malformed structures by several exceptions.
            throw new StirParseException(0, "not a TN Authorization List: " + e.getMessage());
        }
    }

    private static NumberEntry entry(ASN1TaggedObject tagged) {
        return switch (tagged.getTagNo()) {
            case PROVIDER -> new NumberEntry.Provider(text(tagged.getExplicitBaseObject()));
            case ONE -> new NumberEntry.One(text(tagged.getExplicitBaseObject()));
            case RANGE -> {
                var range = ASN1Sequence.getInstance(tagged.getExplicitBaseObject());
                BigInteger count = ASN1Integer.getInstance(range.getObjectAt(1)).getValue();
                yield new NumberEntry.Range(text(range.getObjectAt(0)), count.longValueExact());
            }
            default -> throw new IllegalArgumentException("an unknown kind of entry");
        };
    }

    private static String text(Object value) {
        return ASN1IA5String.getInstance(value).getString();
    }

    /** The list in DER. */
    public DERSequence toAsn1() {
        var vector = new ASN1EncodableVector();
        for (NumberEntry entry : entries) {
            vector.add(
                    switch (entry) {
                        case NumberEntry.Provider(var code) ->
                            new DERTaggedObject(true, PROVIDER, new DERIA5String(code));
                        case NumberEntry.One(var number) -> new DERTaggedObject(true, ONE, new DERIA5String(number));
                        case NumberEntry.Range(var start, var count) -> {
                            var range = new ASN1EncodableVector();
                            range.add(new DERIA5String(start));
                            range.add(new ASN1Integer(count));
                            yield new DERTaggedObject(true, RANGE, new DERSequence(range));
                        }
                    });
        }
        return new DERSequence(vector);
    }

    /** {@code application/tnauthlist} (RFC 8226 §11.2). */
    public byte[] toDer() {
        try {
            return toAsn1().getEncoded(ASN1Encoding.DER);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Whether the holder may speak for a number (CRED-09). */
    public boolean covers(TelephoneNumber number) {
        return entries.stream().anyMatch(entry -> entry.covers(number));
    }

    /** Whether every entry of a subordinate's list is within one of these (CRED-13). */
    public boolean covers(NumberAuthorization subordinate) {
        return subordinate.entries.stream().allMatch(inner -> entries.stream().anyMatch(outer -> outer.covers(inner)));
    }
}
