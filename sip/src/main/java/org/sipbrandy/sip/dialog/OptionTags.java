package org.sipbrandy.sip.dialog;

import org.sipbrandy.sip.message.Headers;

/** Option tags that calls use, and how they are looked for: without regard to case (RFC 3261 §7.3.1). */
public final class OptionTags {
    /** RFC 3262. */
    public static final String RELIABLE = "100rel";
    /** RFC 4916. */
    public static final String FROM_CHANGE = "from-change";
    /** RFC 3891. */
    public static final String REPLACES = "replaces";

    private OptionTags() {}

    public static boolean supports(Headers headers, String tag) {
        return headers.supported().stream().anyMatch(tag::equalsIgnoreCase) || requires(headers, tag);
    }

    public static boolean requires(Headers headers, String tag) {
        return headers.require().stream().anyMatch(tag::equalsIgnoreCase);
    }
}
