package dev.meerkat.options;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whom the driver logs in as, as far as URI and text options say: a password that is set alone goes with the URI's user.
 *
 * @param user null without login
 * @param password null without one
 * @param origin the strongest source of either
 * @param detail the key that set the password
 */
record Login(@Nullable String user, @Nullable String password, Origin origin, String detail) {
    /** Mechanisms that need a user, and those that need a password too; the empty one is the driver's choice. */
    private static final Set<String> WITH_PASSWORD = Set.of("", "SCRAM-SHA-1", "SCRAM-SHA-256", "PLAIN", "MONGODB-CR");

    private static final Set<String> WITH_USER =
            Set.of("SCRAM-SHA-1", "SCRAM-SHA-256", "PLAIN", "MONGODB-CR", "GSSAPI");

    static Login of(Layers layers, ConnectionUri uri) {
        Layers.Found user = layers.find(OptionTable.USER);
        Layers.Found password = layers.find(OptionTable.PASSWORD);
        Origin origin = Origin.URI;
        String detail = "";
        for (Layers.Found found : new Layers.@Nullable Found[] {user, password}) {
            if (found != null && found.origin().compareTo(origin) < 0) {
                origin = found.origin();
                detail = found.entry().detail();
            }
        }
        return new Login(
                user == null ? uri.parts().user() : (String) user.entry().value(),
                password == null
                        ? uri.parts().password()
                        : (String) password.entry().value(),
                origin,
                detail);
    }

    /** This with what a credential source gave. */
    Login with(Credentials present) {
        return new Login(present.user().orElse(user), present.revealPassword(), origin, detail);
    }

    /** Whether a credential source has the say: there is one, and no login that is set more strongly. */
    static boolean sourced(Layers layers) {
        Layers.Found source = layers.find(OptionTable.CREDENTIAL_SOURCE);
        return source != null
                && !stronger(layers.find(OptionTable.CREDENTIAL), source)
                && !stronger(layers.find(OptionTable.PASSWORD), source);
    }

    private static boolean stronger(Layers.@Nullable Found login, Layers.Found source) {
        return login != null && login.origin().compareTo(source.origin()) < 0;
    }

    /** A source that has no say. */
    static Settled outdone(Settled source) {
        return source.value() == null
                ? source
                : new Settled(
                        null, source.origin(), source.detail(), "not in effect: a login is set more strongly", true);
    }

    /** What is missing, null if nothing. */
    @Nullable
    OptionProblem problem(ConnectionUri uri) {
        String stated = uri.parts().value("authmechanism");
        String mechanism = stated == null ? "" : stated;
        if (user == null && (password != null || WITH_USER.contains(mechanism))) {
            return new OptionProblem(
                    "credential", Hidden.TEXT, "there is no user", "set user, or write it into the URI");
        }
        boolean unlocked = password != null && !password.isEmpty();
        if (user != null && !unlocked && WITH_PASSWORD.contains(mechanism)) {
            return new OptionProblem(
                    "credential",
                    Hidden.TEXT,
                    "there is a user but no password",
                    "set password, or write it into the URI");
        }
        return null;
    }
}
