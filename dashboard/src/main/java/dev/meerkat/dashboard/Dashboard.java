package dev.meerkat.dashboard;

import dev.meerkat.ConnectionRegistry;
import java.net.URI;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A small web server about one registry's connections: {@code /livez}, {@code /readyz}, {@code /startupz}, {@code /api/connections}, {@code
 * /api/events}, {@code /metrics} and a page that shows it all, live.
 *
 * <p>Everything comes from memory and is answered by one thread that never waits, so a client that is slow, idle or hostile takes nothing from
 * the others. Shows no secret. Thread safety: safe.
 */
public final class Dashboard implements AutoCloseable {
    /** How many clients may follow the events at once; the next gets 503. */
    public static final int STREAMS = 64;

    private final DashboardServer server;

    private Dashboard(Builder builder) {
        this.server = new DashboardServer(builder);
    }

    /** Begins to describe a dashboard about {@code registry}. */
    public static Builder of(ConnectionRegistry registry) {
        return new Builder(registry);
    }

    /** The page's address, without the token. */
    public URI uri() {
        return server.uri();
    }

    /** The port it listens on. */
    public int port() {
        return server.uri().getPort();
    }

    /** How many clients follow the events now. */
    public int followers() {
        return server.followers();
    }

    /** Ends every stream and the server; the connections are left alone. Idempotent. */
    @Override
    public void close() {
        server.close();
    }

    /** What a dashboard may be told before it starts. Not thread-safe. */
    public static final class Builder {
        private static final Pattern COOKIE_TAKES =
                Pattern.compile("[\\x21\\x23-\\x2B\\x2D-\\x3A\\x3C-\\x5B\\x5D-\\x7E]+");

        final ConnectionRegistry registry;
        String host = "127.0.0.1";
        int port;

        @Nullable
        String token;

        boolean actions;

        /** Each has a socket, of which the process has not many: the driver needs some too. A test may have fewer. */
        int mostClients = 2048;

        @Nullable
        Supplier<String> metrics;

        private Builder(ConnectionRegistry registry) {
            this.registry = registry;
        }

        /** The port, from 0 to 65535; 0, the default, takes a free one. */
        public Builder port(int number) {
            if (number < 0 || number > 65535) {
                throw new IllegalArgumentException("port=" + number + " cannot be. Fix: 0 to 65535");
            }
            this.port = number;
            return this;
        }

        /** The address to listen on; default {@code 127.0.0.1}. Anything but loopback needs a {@link #token}. */
        public Builder host(String address) {
            this.host = address;
            return this;
        }

        /**
         * A secret that all but the three probes ask for: as {@code Authorization: Bearer}, or once in the page's address as {@code
         * ?token=}, which then becomes a cookie. At least 16 characters, of those that a cookie takes: ASCII without blank, control
         * characters, comma, semicolon, double quote and backslash. Default: none.
         *
         * @throws IllegalArgumentException for any other
         */
        public Builder token(String secret) {
            if (secret.length() < 16) {
                throw new IllegalArgumentException("the token is too short. Fix: at least 16 characters");
            }
            if (!COOKIE_TAKES.matcher(secret).matches()) {
                throw new IllegalArgumentException("the token has a character that no cookie takes."
                        + " Fix: letters, digits and any of -._~+/=!#$%&'()*:<>?@[]^`{|}");
            }
            this.token = secret;
            return this;
        }

        /** Whether the page may close, reopen and ping connections. Default: false. */
        public Builder actions(boolean allowed) {
            this.actions = allowed;
            return this;
        }

        /** What {@code /metrics} answers, in Prometheus' text form: {@code prometheus::scrape}. Default: nothing, 404. */
        public Builder metrics(Supplier<String> scrape) {
            this.metrics = scrape;
            return this;
        }

        /**
         * Starts it; it is reachable when this returns.
         *
         * @throws IllegalStateException when the port is taken, or the address is not loopback and there is no token
         */
        public Dashboard start() {
            return new Dashboard(this);
        }
    }
}
