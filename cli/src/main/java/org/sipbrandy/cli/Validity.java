package org.sipbrandy.cli;

import java.time.Duration;

/** For how long certificates are made. */
final class Validity {
    private static final int MAX_DAYS = 3650;

    private Validity() {}

    static Duration days(int days) {
        if (days < 1 || days > MAX_DAYS) {
            throw new Failure(ExitCode.USAGE, "--days is 1 to " + MAX_DAYS);
        }
        return Duration.ofDays(days);
    }
}
