package org.sipbrandy.cli.qr;

import com.google.zxing.BarcodeFormat;
import com.google.zxing.EncodeHintType;
import com.google.zxing.WriterException;
import com.google.zxing.common.BitMatrix;
import com.google.zxing.qrcode.QRCodeWriter;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import java.util.Map;
import java.util.Optional;

/**
 * The QR code (ISO/IEC 18004) of somebody's safety number. It says what {@code brandy trust verify} takes: the address and
 * the sixty digits.
 */
public final class SafetyCode {
    /** The quiet zone that readers need. */
    private static final int MARGIN = 4;

    private static final int LONGEST = 400;

    private final String text;
    private final BitMatrix modules;

    private SafetyCode(String text, BitMatrix modules) {
        this.text = text;
        this.modules = modules;
    }

    /**
     * The code; empty for an address that is too long for one that could still be scanned.
     *
     * @param identity whose number it is
     * @param number sixty digits, with or without spaces
     */
    public static Optional<SafetyCode> of(String identity, String number) {
        String text = identity + " " + number.replace(" ", "");
        if (text.length() > LONGEST) {
            return Optional.empty();
        }
        var hints = Map.of(
                EncodeHintType.MARGIN,
                MARGIN,
                EncodeHintType.CHARACTER_SET,
                "UTF-8",
                EncodeHintType.ERROR_CORRECTION,
                ErrorCorrectionLevel.M);
        try {
            var modules = new QRCodeWriter().encode(text, BarcodeFormat.QR_CODE, 0, 0, hints);
            return Optional.of(new SafetyCode(text, modules));
        } catch (WriterException e) {
            throw new IllegalStateException(e); // it is short enough
        }
    }

    /** What it says. */
    public String text() {
        return text;
    }

    /** Modules along each side, with the quiet zone. */
    public int size() {
        return modules.getWidth();
    }

    /** Whether a module is dark; none is outside of the code. */
    public boolean dark(int x, int y) {
        return x >= 0 && y >= 0 && x < size() && y < size() && modules.get(x, y);
    }
}
