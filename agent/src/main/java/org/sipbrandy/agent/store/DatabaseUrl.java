package org.sipbrandy.agent.store;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a shared PostgreSQL is: {@code jdbc:postgresql://[USER[:PASSWORD]@]HOST[:PORT][,…]/DATABASE[?PARAMETERS]}. What is
 * secret in it is never in {@link #toString} nor in what is thrown.
 */
public final class DatabaseUrl {
    private static final String PREFIX = "jdbc:postgresql://";

    private static final Pattern PLACE = Pattern.compile("(?:([^/?#]*)@)?([^@/?#\\s]+)/([^?#/\\s]+)(?:\\?(\\S*))?");
    private static final Pattern HOST = Pattern.compile("(?:\\[[0-9A-Fa-f:.]+]|[A-Za-z0-9._-]+)(?::\\d{1,5})?");
    private static final List<String> SECRET = List.of("user", "password", "sslpassword");

    private final String place;
    private final String parameters;
    private final Properties secrets;

    private DatabaseUrl(String place, String parameters, Properties secrets) {
        this.place = place;
        this.parameters = parameters;
        this.secrets = secrets;
    }

    /** @throws IllegalArgumentException with one line that shows nothing of it, if it is none */
    public static DatabaseUrl parse(String text) {
        Matcher matcher = PLACE.matcher(text.startsWith(PREFIX) ? text.substring(PREFIX.length()) : "");
        if (!matcher.matches()
                || !List.of(matcher.group(2).split(",", -1)).stream().allMatch(DatabaseUrl::isHost)) {
            throw new IllegalArgumentException("not a URL such as jdbc:postgresql://HOST/DATABASE?user=NAME");
        }
        var secrets = new Properties();
        if (matcher.group(1) != null) {
            String[] login = matcher.group(1).split(":", 2);
            secrets.setProperty("user", decoded(login[0]));
            if (login.length > 1) {
                secrets.setProperty("password", decoded(login[1]));
            }
        }
        var plain = new ArrayList<String>();
        for (String one :
                matcher.group(4) == null ? new String[0] : matcher.group(4).split("&", -1)) {
            String name = one.replaceFirst("=.*", "");
            if (SECRET.contains(name)) {
                secrets.setProperty(name, decoded(one.substring(Math.min(one.length(), name.length() + 1))));
            } else {
                plain.add(one);
            }
        }
        return new DatabaseUrl(PREFIX + matcher.group(2) + "/" + matcher.group(3), String.join("&", plain), secrets);
    }

    private static boolean isHost(String text) {
        return HOST.matcher(text).matches();
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException _) {
            throw new IllegalArgumentException("a database's URL with a % that is no escape");
        }
    }

    /** For the driver: without name and password. */
    String address() {
        return parameters.isEmpty() ? place : place + "?" + parameters;
    }

    /** For the driver: name and password. */
    Properties secrets() {
        var copy = new Properties();
        copy.putAll(secrets);
        return copy;
    }

    /** Whether the URL sets a parameter of the driver. */
    boolean sets(String parameter) {
        return List.of(parameters.split("&", -1)).stream().anyMatch(one -> one.startsWith(parameter + "="));
    }

    /** For people: without name, password and parameters. */
    @Override
    public String toString() {
        return place;
    }
}
