package dev.meerkat.options;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientException;
import org.jspecify.annotations.Nullable;

/** Lets the driver read a connection string at once, without DNS, so that what it would refuse is known before the first attempt. */
final class DriverReading {
    private DriverReading() {}

    /** What the driver makes of the text; null, with a problem, if it refuses. */
    static @Nullable ConnectionString read(ConnectionUri uri, String text, UriProblems problems) {
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

    /** The same with a plain scheme: the options that only mongodb+srv:// takes have been judged. */
    private static String withoutDns(String text) {
        return UriText.PLAIN
                + text.substring(UriText.SRV.length())
                        .replaceAll("(?<=[?&])(?:srvmaxhosts|srvservicename)=[^&]*(?:&|$)", "");
    }
}
