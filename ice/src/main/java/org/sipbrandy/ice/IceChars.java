package org.sipbrandy.ice;

/** The alphabet of foundations, username fragments and passwords (RFC 8839 §5.1: ice-char). */
final class IceChars {
    static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

    private IceChars() {}

    static boolean within(String text, int min, int max) {
        if (text.length() < min || text.length() > max) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean iceChar =
                    c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '+' || c == '/';
            if (!iceChar) {
                return false;
            }
        }
        return true;
    }
}
