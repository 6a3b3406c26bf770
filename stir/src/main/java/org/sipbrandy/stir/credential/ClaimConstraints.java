package org.sipbrandy.stir.credential;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1IA5String;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.ASN1TaggedObject;
import org.bouncycastle.asn1.ASN1UTF8String;
import org.bouncycastle.asn1.DERIA5String;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERTaggedObject;
import org.bouncycastle.asn1.DERUTF8String;
import org.sipbrandy.stir.StirParseException;

/**
 * What the tokens of a certificate's holder have to say (RFC 8226 §8).
 *
 * @param mustInclude claims that each token has, besides iat, orig and dest
 * @param permitted by claim, the values that it may have where it is present
 */
public record ClaimConstraints(List<String> mustInclude, Map<String, List<String>> permitted) {
    /** id-pe-JWTClaimConstraints. */
    public static final ASN1ObjectIdentifier OID = new ASN1ObjectIdentifier("1.3.6.1.5.5.7.1.27");

    private static final int MUST_INCLUDE = 0;
    private static final int PERMITTED = 1;

    public ClaimConstraints {
        mustInclude = List.copyOf(mustInclude);
        permitted = Collections.unmodifiableMap(new LinkedHashMap<>(permitted));
        if (mustInclude.isEmpty() && permitted.isEmpty()) {
            throw new IllegalArgumentException("constraints that constrain nothing");
        }
        if (permitted.values().stream().anyMatch(List::isEmpty)) {
            throw new IllegalArgumentException("a claim without a permitted value");
        }
    }

    /** @throws StirParseException if it is not what RFC 8226 §8 has */
    public static ClaimConstraints parse(byte[] der) {
        try {
            var names = new ArrayList<String>();
            var values = new LinkedHashMap<String, List<String>>();
            for (var element : ASN1Sequence.getInstance(ASN1Primitive.fromByteArray(der))) {
                var tagged = ASN1TaggedObject.getInstance(element);
                var content = ASN1Sequence.getInstance(tagged.getExplicitBaseObject());
                switch (tagged.getTagNo()) {
                    case MUST_INCLUDE -> content.forEach(name -> names.add(text(name)));
                    case PERMITTED -> content.forEach(one -> permitted(ASN1Sequence.getInstance(one), values));
                    default -> throw new IllegalArgumentException("an unknown kind of constraint");
                }
            }
            return new ClaimConstraints(names, values);
        } catch (IOException | RuntimeException e) {
            // Bouncy Castle reports malformed structures by several exceptions.
            throw new StirParseException(0, "not JWT claim constraints: " + e.getMessage());
        }
    }

    private static void permitted(ASN1Sequence one, Map<String, List<String>> into) {
        var values = new ArrayList<String>();
        ASN1Sequence.getInstance(one.getObjectAt(1))
                .forEach(value -> values.add(ASN1UTF8String.getInstance(value).getString()));
        if (into.putIfAbsent(text(one.getObjectAt(0)), values) != null) {
            throw new IllegalArgumentException("a claim that is constrained twice");
        }
    }

    private static String text(Object value) {
        return ASN1IA5String.getInstance(value).getString();
    }

    /** The extension's value. */
    public DERSequence toAsn1() {
        var all = new ASN1EncodableVector();
        if (!mustInclude.isEmpty()) {
            var names = new ASN1EncodableVector();
            mustInclude.forEach(name -> names.add(new DERIA5String(name)));
            all.add(new DERTaggedObject(true, MUST_INCLUDE, new DERSequence(names)));
        }
        if (!permitted.isEmpty()) {
            var list = new ASN1EncodableVector();
            permitted.forEach((claim, values) -> {
                var texts = new ASN1EncodableVector();
                values.forEach(value -> texts.add(new DERUTF8String(value)));
                var one = new ASN1EncodableVector();
                one.add(new DERIA5String(claim));
                one.add(new DERSequence(texts));
                list.add(new DERSequence(one));
            });
            all.add(new DERTaggedObject(true, PERMITTED, new DERSequence(list)));
        }
        return new DERSequence(all);
    }
}
