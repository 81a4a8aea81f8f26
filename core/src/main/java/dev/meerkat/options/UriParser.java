package dev.meerkat.options;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Takes a connection string apart, more strictly than the driver and without asking DNS. Source: contract §4, O3. */
final class UriParser {
    private static final Pattern PLACEHOLDER = Pattern.compile("<[^<>]*>|\\$\\{[^{}]*}");
    private static final String FORM = "mongodb://user:password@host:27017/database?option=value";

    private final String raw;
    private final UriProblems problems;

    private UriParser(String raw, UriProblems problems) {
        this.raw = raw;
        this.problems = problems;
    }

    /** The parts; null, with a problem or more, where the text has not even the form. */
    static @Nullable UriText parse(String raw, UriProblems problems) {
        UriText parts = new UriParser(raw, problems).parse();
        return problems.any() ? null : parts;
    }

    private @Nullable UriText parse() {
        if (!wholeTextIsGood()) {
            return null;
        }
        boolean srv = raw.startsWith(UriText.SRV);
        String rest = raw.substring((srv ? UriText.SRV : UriText.PLAIN).length());
        int end = endOfAuthority(rest);
        String authority = rest.substring(0, end);
        String tail = rest.substring(end);
        if (tail.indexOf('@') >= 0) {
            problems.addEscaping("an '@' stands behind the first '/' or '?', so user or password hold one of these,"
                    + " or an option's value an '@'");
            return null;
        }
        int at = authority.lastIndexOf('@');
        String login = at < 0 ? null : authority.substring(0, at);
        UriHosts.check(authority.substring(at + 1), srv, problems);
        User user = login == null ? User.NOBODY : login(login);
        String path = tail.startsWith("/") ? tail.substring(1) : tail;
        int mark = path.indexOf('?');
        String rawDatabase = mark < 0 ? path : path.substring(0, mark);
        String query = mark < 0 ? "" : path.substring(mark + 1);
        return new UriText(
                srv,
                user.name(),
                user.password(),
                List.of(authority.substring(at + 1).split(",")),
                database(rawDatabase),
                rawDatabase,
                query(query));
    }

    private boolean wholeTextIsGood() {
        if (raw.isBlank()) {
            problems.add("the connection string is empty", "write " + FORM);
        } else if (raw.startsWith("\"") || raw.startsWith("'") || raw.endsWith("\"") || raw.endsWith("'")) {
            problems.add("the connection string is in quotes", "take the quotes away");
        } else if (raw.chars().anyMatch(c -> Character.isWhitespace(c) || Character.isISOControl(c))) {
            problems.add("the connection string holds white space", "take it away, or write %20 where it belongs");
        } else if (!raw.startsWith(UriText.PLAIN) && !raw.startsWith(UriText.SRV)) {
            problems.add("the connection string must begin with mongodb:// or mongodb+srv://", "write " + FORM);
        }
        return !problems.any();
    }

    private static int endOfAuthority(String rest) {
        int slash = rest.indexOf('/');
        int mark = rest.indexOf('?');
        int first = slash < 0 || mark < 0 ? Math.max(slash, mark) : Math.min(slash, mark);
        return first < 0 ? rest.length() : first;
    }

    /** User and password, decoded. */
    private record User(@Nullable String name, @Nullable String password) {
        static final User NOBODY = new User(null, null);
    }

    private User login(String login) {
        int colon = login.indexOf(':');
        String user = colon < 0 ? login : login.substring(0, colon);
        String password = colon < 0 ? null : login.substring(colon + 1);
        if (user.isEmpty()) {
            problems.add("there is an '@' but no user in front of it", "write " + FORM);
            return User.NOBODY;
        }
        if (login.indexOf('@') >= 0 || (password != null && password.indexOf(':') >= 0)) {
            problems.addEscaping("user or password hold an '@' or ':' that is not percent-encoded");
            return User.NOBODY;
        }
        if (!Percent.good(login)) {
            problems.addEscaping("user or password hold a '%' without two hexadecimal digits behind it");
            return User.NOBODY;
        }
        if (placeholder(user) || (password != null && placeholder(password))) {
            problems.add(
                    "user or password are a placeholder in brackets",
                    "write the real ones instead; a real one in brackets must be percent-encoded");
            return User.NOBODY;
        }
        return new User(Percent.decodeLogin(user), password == null ? null : Percent.decodeLogin(password));
    }

    private static boolean placeholder(String text) {
        return PLACEHOLDER.matcher(text).matches();
    }

    private @Nullable String database(String path) {
        if (path.isEmpty()) {
            return null;
        }
        if (!Percent.good(path)) {
            problems.add(
                    "the database's name holds a '%' without two hexadecimal digits behind it", "write %25 for '%'");
            return null;
        }
        String database = Percent.decode(path);
        if (!OptionTable.DATABASE.kind().possible().test(database)) {
            problems.add(
                    "what stands behind the '/' must be "
                            + OptionTable.DATABASE.kind().form(),
                    "write the database alone, without collection");
        }
        return database;
    }

    private List<UriText.Pair> query(String query) {
        List<UriText.Pair> pairs = new ArrayList<>();
        List<String> parts = Arrays.stream(query.split("[&;]"))
                .filter(part -> !part.isEmpty())
                .toList();
        for (int i = 0; i < parts.size(); i++) {
            String part = parts.get(i);
            int equals = part.indexOf('=');
            if (equals <= 0) {
                problems.add("option " + (i + 1) + " of the query must have the form name=value", "write " + FORM);
            } else if (!Percent.good(part)) {
                problems.add(
                        "option " + (i + 1) + " of the query holds a '%' without two hexadecimal digits behind it",
                        "write %25 for '%'");
            } else if (joined(part)) {
                problems.add(
                        "the value of option " + (i + 1) + " of the query holds an '='",
                        "write the '&' that is missing between two options, or %3D for '='");
            } else {
                String name = part.substring(0, equals);
                String raw = part.substring(equals + 1);
                pairs.add(new UriText.Pair(name, name.toLowerCase(Locale.ROOT), raw, Percent.decode(raw)));
            }
        }
        return List.copyOf(pairs);
    }

    /** Whether two options have become one; a token may end with '=' though. */
    private static boolean joined(String part) {
        int equals = part.indexOf('=');
        boolean secret = DriverUriOption.secret(part.substring(0, equals).toLowerCase(Locale.ROOT));
        return !secret && part.indexOf('=', equals + 1) > 0;
    }
}
