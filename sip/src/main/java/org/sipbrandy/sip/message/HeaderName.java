package org.sipbrandy.sip.message;

import org.jspecify.annotations.Nullable;

/** Names of header fields in their usual spelling, and the one-letter forms of RFC 3261 §7.3.3. */
public final class HeaderName {
    public static final String ACCEPT = "Accept";
    public static final String ALLOW = "Allow";
    public static final String AUTHENTICATION_INFO = "Authentication-Info";
    public static final String AUTHORIZATION = "Authorization";
    public static final String CALL_ID = "Call-ID";
    public static final String CONTACT = "Contact";
    public static final String CONTENT_DISPOSITION = "Content-Disposition";
    public static final String CONTENT_ID = "Content-ID";
    public static final String CONTENT_LENGTH = "Content-Length";
    public static final String CONTENT_TYPE = "Content-Type";
    public static final String CSEQ = "CSeq";
    public static final String DATE = "Date";
    public static final String EVENT = "Event";
    public static final String EXPIRES = "Expires";
    public static final String FLOW_TIMER = "Flow-Timer";
    public static final String FROM = "From";
    public static final String IDENTITY = "Identity";
    public static final String INFO_PACKAGE = "Info-Package";
    public static final String MAX_FORWARDS = "Max-Forwards";
    public static final String MIME_VERSION = "MIME-Version";
    public static final String MIN_EXPIRES = "Min-Expires";
    public static final String MIN_SE = "Min-SE";
    public static final String P_ASSERTED_IDENTITY = "P-Asserted-Identity";
    public static final String PATH = "Path";
    public static final String PRIVACY = "Privacy";
    public static final String PROXY_AUTHENTICATE = "Proxy-Authenticate";
    public static final String PROXY_AUTHENTICATION_INFO = "Proxy-Authentication-Info";
    public static final String PROXY_AUTHORIZATION = "Proxy-Authorization";
    public static final String PROXY_REQUIRE = "Proxy-Require";
    public static final String RACK = "RAck";
    public static final String REASON = "Reason";
    public static final String RECORD_ROUTE = "Record-Route";
    public static final String RECV_INFO = "Recv-Info";
    public static final String REFER_TO = "Refer-To";
    public static final String REFERRED_BY = "Referred-By";
    public static final String REPLACES = "Replaces";
    public static final String REQUIRE = "Require";
    public static final String RETRY_AFTER = "Retry-After";
    public static final String ROUTE = "Route";
    public static final String RSEQ = "RSeq";
    public static final String SERVER = "Server";
    public static final String SERVICE_ROUTE = "Service-Route";
    public static final String SESSION_EXPIRES = "Session-Expires";
    public static final String SUBJECT = "Subject";
    public static final String SUBSCRIPTION_STATE = "Subscription-State";
    public static final String SUPPORTED = "Supported";
    public static final String TIMESTAMP = "Timestamp";
    public static final String TO = "To";
    public static final String UNSUPPORTED = "Unsupported";
    public static final String USER_AGENT = "User-Agent";
    public static final String VIA = "Via";
    public static final String WARNING = "Warning";
    public static final String WWW_AUTHENTICATE = "WWW-Authenticate";

    /** Known names, each followed by its compact form after a space where it has one. */
    private static final String[] KNOWN = {
        "Accept",
        "Accept-Contact a",
        "Accept-Encoding",
        "Accept-Language",
        "Accept-Resource-Priority",
        "Alert-Info",
        "Allow",
        "Allow-Events u",
        "Authentication-Info",
        "Authorization",
        "Call-ID i",
        "Call-Info",
        "Contact m",
        "Content-Disposition",
        "Content-Encoding e",
        "Content-ID",
        "Content-Language",
        "Content-Length l",
        "Content-Transfer-Encoding",
        "Content-Type c",
        "CSeq",
        "Date",
        "Encryption",
        "Error-Info",
        "Event o",
        "Expires",
        "Flow-Timer",
        "From f",
        "Geolocation",
        "History-Info",
        "Identity y",
        "Identity-Info n",
        "In-Reply-To",
        "Info-Package",
        "Join",
        "Max-Forwards",
        "MIME-Version",
        "Min-Expires",
        "Min-SE",
        "Organization",
        "P-Asserted-Identity",
        "P-Preferred-Identity",
        "Path",
        "Priority",
        "Privacy",
        "Proxy-Authenticate",
        "Proxy-Authentication-Info",
        "Proxy-Authorization",
        "Proxy-Require",
        "RAck",
        "Reason",
        "Record-Route",
        "Recv-Info",
        "Refer-Sub",
        "Refer-To r",
        "Referred-By b",
        "Reject-Contact j",
        "Replaces",
        "Reply-To",
        "Request-Disposition d",
        "Require",
        "Resource-Priority",
        "Response-Key",
        "Retry-After",
        "Route",
        "RSeq",
        "Security-Client",
        "Security-Server",
        "Security-Verify",
        "Server",
        "Service-Route",
        "Session-Expires x",
        "SIP-ETag",
        "SIP-If-Match",
        "Subject s",
        "Subscription-State",
        "Supported k",
        "Timestamp",
        "To t",
        "Unsupported",
        "User-Agent",
        "Via v",
        "Warning",
        "WWW-Authenticate",
    };

    private static final int SLOTS = 512;
    private static final @Nullable String[] SPELLINGS = new String[SLOTS];
    private static final @Nullable String[] CANONICAL = new String[SLOTS];

    static {
        for (String known : KNOWN) {
            int space = known.indexOf(' ');
            String name = (space < 0 ? known : known.substring(0, space)).intern();
            enter(name, name);
            if (space >= 0) {
                enter(known.substring(space + 1), name);
            }
        }
    }

    private HeaderName() {}

    private static void enter(String spelling, String name) {
        int slot = hash(spelling) & (SLOTS - 1);
        while (SPELLINGS[slot] != null) {
            slot = (slot + 1) & (SLOTS - 1);
        }
        SPELLINGS[slot] = spelling;
        CANONICAL[slot] = name;
    }

    private static int hash(String text) {
        int h = 0;
        for (int i = 0; i < text.length(); i++) {
            h = h * 31 + (text.charAt(i) | 0x20);
        }
        return h ^ h >>> 9;
    }

    /** The usual spelling of a known name or compact form; a name that is not known is returned as it is. */
    public static String canonical(String name) {
        int slot = hash(name) & (SLOTS - 1);
        for (String spelling = SPELLINGS[slot]; spelling != null; spelling = SPELLINGS[slot]) {
            String known = CANONICAL[slot];
            if (known != null && spelling.equalsIgnoreCase(name)) {
                return known;
            }
            slot = (slot + 1) & (SLOTS - 1);
        }
        return name;
    }

    /** Whether two names, long or compact, are those of one header. */
    public static boolean same(String a, String b) {
        return a.equalsIgnoreCase(b) || canonical(a).equalsIgnoreCase(canonical(b));
    }

    /** The usual spelling of a name in octets. */
    static String canonical(byte[] octets, int start, int end) {
        int h = 0;
        for (int i = start; i < end; i++) {
            h = h * 31 + (octets[i] | 0x20);
        }
        int slot = (h ^ h >>> 9) & (SLOTS - 1);
        for (String spelling = SPELLINGS[slot]; spelling != null; spelling = SPELLINGS[slot]) {
            String known = CANONICAL[slot];
            if (known != null && matches(spelling, octets, start, end)) {
                return known;
            }
            slot = (slot + 1) & (SLOTS - 1);
        }
        return new String(octets, start, end - start, java.nio.charset.StandardCharsets.US_ASCII);
    }

    private static boolean matches(String spelling, byte[] octets, int start, int end) {
        if (spelling.length() != end - start) {
            return false;
        }
        for (int i = start; i < end; i++) {
            int difference = spelling.charAt(i - start) ^ octets[i];
            if (difference != 0 && (difference != 0x20 || !isLetter(octets[i]))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isLetter(int c) {
        int lower = c | 0x20;
        return lower >= 'a' && lower <= 'z';
    }
}
