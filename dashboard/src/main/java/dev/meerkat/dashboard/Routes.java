package dev.meerkat.dashboard;

import dev.meerkat.ConnectionRegistry;
import dev.meerkat.health.Probe;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Which answer a path gets. Everything but the actions and the meters is answered at once, from memory. */
final class Routes implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Routes.class);
    private static final Pattern ACTION = Pattern.compile("/api/connections/([A-Za-z0-9_-]{1,64})/([a-z]{1,16})");

    private final ConnectionRegistry registry;
    private final @Nullable Supplier<String> metrics;
    private final History history;
    private final EventStreams streams;
    private final Doorkeeper doorkeeper;
    private final Actions actions;
    private final Worker scraping = new Worker("meerkat-dashboard-metrics");
    private final Page page = new Page();

    Routes(Dashboard.Builder settings, History history, EventStreams streams, Doorkeeper doorkeeper) {
        this.registry = settings.registry;
        this.metrics = settings.metrics;
        this.history = history;
        this.streams = streams;
        this.doorkeeper = doorkeeper;
        this.actions = new Actions(registry, settings.actions);
    }

    EventStreams streams() {
        return streams;
    }

    /** Answers, now or later. An answer that is no reply but a stream is told by {@link #streaming}. */
    void answer(HttpRequest request, QueryStringDecoder query, Consumer<Reply> answer) {
        String path = query.path();
        boolean reads =
                request.method().equals(HttpMethod.GET) || request.method().equals(HttpMethod.HEAD);
        Optional<Probe> probe = reads ? probe(path) : Optional.empty();
        if (probe.isPresent()) {
            answer.accept(probe(probe.get(), query, doorkeeper.mayEnter(request.headers())));
            return;
        }
        Optional<Reply> refused = refused(request, query);
        if (refused.isPresent()) {
            answer.accept(refused.get());
        } else if (reads && path.equals("/metrics")) {
            metrics(answer);
        } else if (reads) {
            answer.accept(read(path, query));
        } else if (request.method().equals(HttpMethod.POST)) {
            post(request, path, answer);
        } else {
            answer.accept(Reply.refusal(405, "this method is not understood", "use GET")
                    .with("allow", "GET, HEAD, POST"));
        }
    }

    private Optional<Reply> refused(HttpRequest request, QueryStringDecoder query) {
        if (!doorkeeper.rightHost(request.headers())) {
            return Optional.of(
                    Reply.refusal(421, "the request names another host", "use the address that the dashboard printed"));
        }
        Optional<Reply> welcome = query.path().equals("/") ? doorkeeper.welcome(query) : Optional.empty();
        if (welcome.isPresent() || doorkeeper.mayEnter(request.headers())) {
            return welcome;
        }
        return Optional.of(
                Reply.refusal(401, "this dashboard asks for a token", "send Authorization: Bearer, or open /?token=")
                        .with("www-authenticate", "Bearer"));
    }

    private Optional<Probe> probe(String path) {
        return switch (path) {
            case "/livez" -> Optional.of(registry.liveness());
            case "/readyz" -> Optional.of(registry.readiness());
            case "/startupz" -> Optional.of(registry.startup());
            default -> Optional.empty();
        };
    }

    /** One word, and each connection's part in it for {@code ?verbose} and whoever may see it. */
    private static Reply probe(Probe probe, QueryStringDecoder query, boolean trusted) {
        StringBuilder text = new StringBuilder(probe.passed() ? "ok\n" : "failed\n");
        if (trusted && query.parameters().containsKey("verbose")) {
            probe.checks()
                    .forEach(check -> text.append(check.passed() ? "[+] " : "[-] ")
                            .append(check.connection())
                            .append(check.required() ? ": " : " (optional): ")
                            .append(check.text())
                            .append('\n'));
        }
        return Reply.text(probe.passed() ? 200 : 503, text.toString()).with("cache-control", "no-store");
    }

    private Reply read(String path, QueryStringDecoder query) {
        switch (path) {
            case "/api/connections":
                return connections();
            case "/api/history":
                return Reply.json(200, Json.line(history.all(query.parameters().containsKey("day"))));
            case "/api/events":
                return Reply.refusal(405, "a stream has no head", "use GET").with("allow", "GET");
            default:
                if (ACTION.matcher(path).matches()) {
                    return Reply.refusal(405, "an action is not read", "use POST")
                            .with("allow", "POST");
                }
                return page.file(path)
                        .orElseGet(() -> Reply.refusal(
                                404,
                                "there is nothing here",
                                "/, /livez, /readyz, /startupz, /api/connections, /api/events"));
        }
    }

    private Reply connections() {
        return Reply.json(
                        200,
                        Json.line(new Document(
                                "connections",
                                registry.connections().stream()
                                        .map(ConnectionJson::of)
                                        .toList())))
                .with("cache-control", "no-store");
    }

    /** Reads every meter the application has, for as long as that takes: not on the thread that answers the probes. */
    private void metrics(Consumer<Reply> answer) {
        Supplier<String> scrape = metrics;
        if (scrape == null) {
            answer.accept(Reply.refusal(404, "this dashboard has no meters", "give it metrics(prometheus::scrape)"));
        } else if (!scraping.does(() -> answer.accept(scraped(scrape)))) {
            answer.accept(Reply.refusal(503, "other scrapes still wait", "scrape less often, or find the slow meter")
                    .with("retry-after", "10"));
        }
    }

    private static Reply scraped(Supplier<String> scrape) {
        try {
            byte[] text = scrape.get().getBytes(StandardCharsets.UTF_8);
            return new Reply(200, "text/plain; version=0.0.4; charset=utf-8", text, Map.of());
        } catch (RuntimeException broken) {
            LOG.warn("the meters could not be read", broken);
            return Reply.refusal(500, "the meters could not be read", "see the application's log");
        }
    }

    private void post(HttpRequest request, String path, Consumer<Reply> answer) {
        Matcher action = ACTION.matcher(path);
        if (!action.matches()) {
            answer.accept(Reply.refusal(405, "nothing here can be posted to", "use GET")
                    .with("allow", "GET, HEAD"));
            return;
        }
        Optional<Reply> objection = actions.objection(request.headers());
        if (objection.isPresent()) {
            answer.accept(objection.get());
        } else {
            actions.act(action.group(1), action.group(2), answer);
        }
    }

    /** Whether the request is for the event stream, and may have it. */
    boolean streaming(HttpRequest request, QueryStringDecoder query) {
        return query.path().equals("/api/events")
                && request.method().equals(HttpMethod.GET)
                && refused(request, query).isEmpty();
    }

    @Override
    public void close() {
        actions.close();
        scraping.close();
    }
}
