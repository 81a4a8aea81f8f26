package dev.meerkat.options;

import dev.meerkat.error.InvalidOptionsException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A connection string that has been read and found good, without asking DNS; shows no secret.
 *
 * <p>Immutable. Equal if typed equally. Source: contract §4, O3.
 */
public final class ConnectionUri {
    /** The database that is meant when nobody names one. */
    static final String DEFAULT_DATABASE = "test";

    /** The driver's options about the login. */
    private static final Set<String> LOGIN =
            Set.of("authmechanism", "authsource", "authmechanismproperties", "gssapiservicename");

    private final String raw;
    private final UriText parts;
    private final Map<Option<?>, Entry> entries;

    private ConnectionUri(String raw, UriText parts, Map<Option<?>, Entry> entries) {
        this.raw = raw;
        this.parts = parts;
        this.entries = entries;
    }

    /**
     * Reads a connection string.
     *
     * @throws InvalidOptionsException with every problem it has, without a part of user or password
     */
    public static ConnectionUri of(String text) {
        Entry entry = read(text, "");
        if (entry.value() instanceof ConnectionUri uri) {
            return uri;
        }
        throw Problems.exception(entry.problems(), null);
    }

    static Entry read(String text, String detail) {
        UriProblems problems = new UriProblems();
        UriText parts = UriParser.parse(text, problems);
        if (parts == null) {
            return new Entry(null, detail, problems.found());
        }
        Map<Option<?>, Entry> entries = UriQuery.read(parts, problems);
        UriRules.check(parts, problems);
        if (problems.any()) {
            return new Entry(null, detail, problems.found());
        }
        if (parts.database() != null) {
            entries.putIfAbsent(OptionTable.DATABASE, Entry.good(parts.database(), "path"));
        }
        return Entry.good(new ConnectionUri(text, parts, entries), detail);
    }

    /** Whether the hosts come from DNS: {@code mongodb+srv://}. */
    public boolean srv() {
        return parts.srv();
    }

    /** The hosts as typed, with their ports where there are any; for {@code mongodb+srv://} the one name to look up. */
    public List<String> hosts() {
        return parts.hosts();
    }

    /** The database behind the {@code /}, decoded. */
    public Optional<String> database() {
        return Optional.ofNullable(parts.database());
    }

    /** The query's options as typed, secret values as {@code <hidden>}; of a repeated option the last. */
    public Map<String, String> options() {
        Map<String, String> options = new LinkedHashMap<>();
        parts.query().forEach(pair -> options.put(pair.name(), shown(pair, pair.value())));
        return options;
    }

    /** The connection string as typed. A secret: it may hold the password. */
    public String reveal() {
        return raw;
    }

    /** What the URI says about Meerkat's options. */
    Map<Option<?>, Entry> entries() {
        return entries;
    }

    UriText parts() {
        return parts;
    }

    /** The connection string for the driver: without Meerkat's options, with another login where one is given. A secret. */
    String forDriver(@Nullable String user, @Nullable String password) {
        return forDriver(user, password, Set.of());
    }

    private String forDriver(@Nullable String user, @Nullable String password, Set<String> without) {
        String query = parts.query().stream()
                .filter(pair -> drivers(pair.key()) && !without.contains(pair.key()))
                .map(pair -> pair.key() + "=" + forDriver(pair))
                .collect(Collectors.joining("&"));
        String login = user == null
                ? ""
                : Percent.encode(user) + (password == null ? "" : ":" + Percent.encode(password)) + "@";
        return parts.scheme() + login + String.join(",", parts.hosts()) + "/" + parts.rawDatabase()
                + (query.isEmpty() ? "" : "?" + query);
    }

    private static boolean drivers(String key) {
        return Spelling.inUri(key) == null && NodeUriOption.withoutEffect(key) == null;
    }

    /** What stands in the query in vain. */
    List<String> warnings() {
        List<String> warnings = new ArrayList<>();
        parts.query().forEach(pair -> {
            String why = NodeUriOption.withoutEffect(pair.key());
            if (why != null) {
                warnings.add("uri option " + pair.name() + ": " + why);
            }
        });
        return warnings;
    }

    /** The same without anything about a login. A secret: it may hold a proxy's password. */
    String forDriverWithoutLogin() {
        return forDriver(null, null, LOGIN);
    }

    /** The driver folds words' case by the JVM's locale, so it gets them folded already. */
    private static String forDriver(UriText.Pair pair) {
        return pair.key().equals("readpreference") ? pair.raw().toLowerCase(Locale.ROOT) : pair.raw();
    }

    private static String shown(UriText.Pair pair, String value) {
        return DriverUriOption.secret(pair.key()) ? Hidden.TEXT : value;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ConnectionUri that && raw.equals(that.raw);
    }

    @Override
    public int hashCode() {
        return Objects.hash(raw);
    }

    /** The connection string with {@code <hidden>} for user, password and every secret option. */
    @Override
    public String toString() {
        String query = parts.query().stream()
                .map(pair -> pair.name() + "=" + shown(pair, pair.raw()))
                .collect(Collectors.joining("&"));
        return parts.scheme()
                + (parts.user() == null ? "" : Hidden.TEXT + "@")
                + String.join(",", parts.hosts())
                + (parts.rawDatabase().isEmpty() && query.isEmpty() ? "" : "/" + parts.rawDatabase())
                + (query.isEmpty() ? "" : "?" + query);
    }
}
