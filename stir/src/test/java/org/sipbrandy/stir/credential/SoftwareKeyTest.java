package org.sipbrandy.stir.credential;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Random;
import org.bouncycastle.asn1.sec.SECNamedCurves;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.crypto.signers.HMacDSAKCalculator;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SoftwareKeyTest {
    /** RFC 6979 §A.2.5 */
    private static final BigInteger KEY =
            new BigInteger("C9AFA9D845BA75166B5C215767B1D6934E50C3DB36E89B127B8A622B120F6721", 16);

    @ParameterizedTest(name = "PASS-03 RFC 6979 §A.2.5 with SHA-256 of \"{0}\"")
    @CsvSource({
        "sample, EFD48B2AACB6A8FD1140DD9CD45E81D69D2C877B56AAF991C34D0EA84EAF3716,"
                + "F7CB1C942D657C41D436C7A1B6E29F65F3E900DBB9AFF4064DC4AB2F843ACDA8",
        "test, F1ABB023518351CD71D881567B1EA663ED3EFCF6C5132B354F28D3B0B7D38367,"
                + "019F4113742A2B14BD25926B49C649155F267E60D3814B4C0CC84250E46F0083"
    })
    void vectors(String message, String r, String s) {
        byte[] signature = SoftwareKey.of(KEY).sign(message.getBytes(StandardCharsets.US_ASCII));
        assertThat(HexFormat.of().withUpperCase().formatHex(signature)).isEqualTo(r + s);
    }

    @Test
    @DisplayName("the curve's own arithmetic signs bit for bit as the general one does")
    void general() throws Exception {
        var curve = new ECDomainParameters(SECNamedCurves.getByOID(SECObjectIdentifiers.secp256r1));
        var random = new Random(6979);
        for (int i = 0; i < 50; i++) {
            BigInteger scalar = new BigInteger(255, random).setBit(0);
            byte[] message = new byte[random.nextInt(700)];
            random.nextBytes(message);
            var signer = new ECDSASigner(new HMacDSAKCalculator(new SHA256Digest()));
            signer.init(true, new ECPrivateKeyParameters(scalar, curve));
            BigInteger[] rs = signer.generateSignature(
                    java.security.MessageDigest.getInstance("SHA-256").digest(message));
            byte[] signature = SoftwareKey.of(scalar).sign(message);
            assertThat(new BigInteger(1, signature, 0, 32)).isEqualTo(rs[0]);
            assertThat(new BigInteger(1, signature, 32, 32)).isEqualTo(rs[1]);
        }
    }
}
