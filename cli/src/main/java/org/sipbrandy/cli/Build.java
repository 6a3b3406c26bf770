package org.sipbrandy.cli;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;

/** What the build says of itself. */
final class Build {
    private static final String VERSION = readVersion();

    private Build() {}

    /** The version of the project, such as {@code 1.0.0}. */
    static String version() {
        return VERSION;
    }

    private static String readVersion() {
        try (InputStream in = Build.class.getResourceAsStream("build.properties")) {
            if (in == null) {
                throw new IllegalStateException("build.properties is missing");
            }
            var properties = new Properties();
            properties.load(in);
            return properties.getProperty("version", "");
        } catch (IOException e) {
            throw new IllegalStateException("build.properties cannot be read", e);
        }
    }
}
