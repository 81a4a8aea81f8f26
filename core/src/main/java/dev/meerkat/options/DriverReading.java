package dev.meerkat.options;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientException;
import org.jspecify.annotations.Nullable;

/** Lets the driver read a connection string at once, without DNS, so that what it would refuse is known before the first attempt. */
final class DriverReading {
    private DriverReading() {}

    /** What the driver makes of the text; null, with a problem, if it refuses. */
    static @Nullable ConnectionString read(ConnectionUri uri, String text, UriProblems problems) {
        if (uri.hosts().stream().anyMatch(host -> host.endsWith(".sock")) && !unixSockets()) {
            problems.add(
                    "a Unix socket needs com.github.jnr:jnr-unixsocket on the class path, which is not there",
                    "add it, or write host:port instead of the socket's path");
            return null;
        }
        try {
            return new ConnectionString(uri.srv() ? withoutDns(text) : text);
        } catch (IllegalArgumentException | UnsupportedOperationException | MongoClientException refused) {
            // The driver's own text may quote a part of the password.
            problems.add(
                    "the driver refuses a part of the connection string that looks right by itself",
                    "compare it with https://www.mongodb.com/docs/manual/reference/connection-string/");
            return null;
        }
    }

    /** Whether there is the library without which the driver's threads die at the first look at such a host. */
    private static boolean unixSockets() {
        try {
            Class.forName("jnr.unixsocket.UnixSocketAddress", false, DriverReading.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException | LinkageError absent) {
            return false;
        }
    }

    /** The same with a plain scheme: the options that only mongodb+srv:// takes have been judged. */
    private static String withoutDns(String text) {
        return UriText.PLAIN
                + text.substring(UriText.SRV.length())
                        .replaceAll("(?<=[?&])(?:srvmaxhosts|srvservicename)=[^&]*(?:&|$)", "");
    }
}
