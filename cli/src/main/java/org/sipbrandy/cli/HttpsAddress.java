package org.sipbrandy.cli;

/**
 * {@code https:HOST:PORT}.
 *
 * @param host a name or an address, without brackets
 */
record HttpsAddress(String host, int port) {
    private static final String SCHEME = "https:";

    static HttpsAddress parse(String text) {
        int last = text.lastIndexOf(':');
        if (text.startsWith(SCHEME) && last > SCHEME.length()) {
            String host = text.substring(SCHEME.length(), last);
            boolean literal = host.startsWith("[") && host.endsWith("]");
            String bare = literal ? host.substring(1, host.length() - 1) : host;
            try {
                int port = Integer.parseInt(text.substring(last + 1));
                boolean anywhere = bare.equals("0.0.0.0") || bare.equals("::"); // nobody can ask there
                if (port >= 0
                        && port <= 65_535
                        && !anywhere
                        && bare.matches(literal ? "[0-9A-Fa-f:.]+" : "[A-Za-z0-9.-]+")) {
                    return new HttpsAddress(bare, port);
                }
            } catch (NumberFormatException _) {
                // said below
            }
        }
        throw new Failure(
                ExitCode.USAGE,
                "--publish '" + text + "' is not like https:sip.example.com:8443, by a name that others reach");
    }
}
