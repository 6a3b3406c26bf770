package org.sipbrandy.stir.identity;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.ShortNumberInfo;

/** Turns numbers as they are dialled in one country into E.164 (RFC 8224 §8.3, second step). */
final class NationalNumbers {
    private NationalNumbers() {}

    static boolean isRegion(String region) {
        return PhoneNumberUtil.getInstance().getSupportedRegions().contains(region);
    }

    /**
     * @param digits as dialled, without separators; national and international prefixes are undone
     * @return digits with country code; the same where there is no way, as for 911 and 112 (CANON-02)
     */
    static String toE164(String digits, String region) {
        var numbers = PhoneNumberUtil.getInstance();
        try {
            var parsed = numbers.parse(digits, region);
            boolean service = ShortNumberInfo.getInstance().isPossibleShortNumberForRegion(parsed, region)
                    && !numbers.isValidNumber(parsed);
            if (service || !numbers.isPossibleNumber(parsed)) {
                return digits;
            }
            return numbers.format(parsed, PhoneNumberFormat.E164).substring(1);
        } catch (NumberParseException e) {
            return digits;
        }
    }
}
