package org.sipbrandy.cli.qr;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.ReaderException;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import java.util.List;

/** Reads a code as a phone does: from a picture. */
public final class Scanner {
    private static final int PIXELS = 6;
    private static final int WHITE = 0xffffff;

    private Scanner() {}

    /** Whether a module of a drawing is dark. */
    @FunctionalInterface
    public interface Drawing {
        boolean dark(int x, int y);
    }

    /** What a square drawing of so many modules says. */
    public static String read(int size, Drawing drawing) {
        int side = size * PIXELS;
        int[] picture = new int[side * side];
        for (int i = 0; i < picture.length; i++) {
            picture[i] = drawing.dark(i % side / PIXELS, i / side / PIXELS) ? 0 : WHITE;
        }
        try {
            var bitmap = new BinaryBitmap(new HybridBinarizer(new RGBLuminanceSource(side, side, picture)));
            return new QRCodeReader().decode(bitmap).getText();
        } catch (ReaderException e) {
            throw new AssertionError("no QR code can be read", e);
        }
    }

    /** What lines of block elements say, light letters on a dark ground. */
    public static String read(List<String> lines) {
        return read(lines.getFirst().length(), (x, y) -> {
            if (y / 2 >= lines.size()) {
                return false;
            }
            char block = lines.get(y / 2).charAt(x);
            boolean lit = block == '█' || block == (y % 2 == 0 ? '▀' : '▄');
            return !lit;
        });
    }
}
