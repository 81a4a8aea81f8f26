package dev.meerkat.dashboard;

import com.mongodb.MongoException;
import dev.meerkat.Connection;
import dev.meerkat.ConnectionRegistry;
import dev.meerkat.ConnectionState;
import dev.meerkat.diagnosis.Diagnosis;
import dev.meerkat.health.Ping;
import dev.meerkat.model.IndexPlan;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.bson.Document;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the page may do to a connection, where it may: ping, close, open again, compare indexes. Done on a thread of its own, because these wait. Thread safety:
 * safe.
 */
final class Actions implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Actions.class);
    private static final Duration PING = Duration.ofSeconds(2);

    /** A header that no form and no other site's page can send without being asked for leave, which nobody gives. */
    private static final String SAME_PAGE = "x-meerkat";

    private final ConnectionRegistry registry;
    private final boolean allowed;
    private final Worker worker = new Worker("meerkat-dashboard-actions");

    Actions(ConnectionRegistry registry, boolean allowed) {
        this.registry = registry;
        this.allowed = allowed;
    }

    /** What speaks against an action at all. */
    Optional<Reply> objection(HttpHeaders headers) {
        if (!allowed) {
            return Optional.of(Reply.refusal(403, "this dashboard changes nothing", "start it with actions(true)"));
        }
        String origin = headers.get(HttpHeaderNames.ORIGIN, "");
        String own = "http://" + headers.get(HttpHeaderNames.HOST, "");
        boolean same = headers.contains(SAME_PAGE) && (origin.isEmpty() || origin.equals(own));
        return same
                ? Optional.empty()
                : Optional.of(Reply.refusal(403, "the request comes from another site", "use the page's own buttons"));
    }

    /** Does it, later, and then answers. */
    void act(String name, String action, Consumer<Reply> answer) {
        Optional<Connection> found = registry.find(name);
        if (found.isEmpty()) {
            answer.accept(Reply.refusal(404, "there is no such connection", "see /api/connections"));
            return;
        }
        if (!worker.does(() -> answer.accept(done(found.get(), action)))) {
            answer.accept(Reply.refusal(429, "other actions still wait", "try again in a while"));
        }
    }

    private static Reply done(Connection connection, String action) {
        LOG.info("[{}] asked for by the dashboard action={}", connection.name(), action);
        try {
            return switch (action) {
                case "ping" -> ping(connection.ping(PING));
                case "close" -> told(connection.close().toString());
                case "open" -> told(connection.open().state().name());
                case "indexes" -> plans(connection);
                default -> Reply.refusal(404, "there is no such action", "ping, close, open or indexes");
            };
        } catch (MongoException refused) {
            Diagnosis known = Diagnosis.of(refused);
            return Reply.refusal(409, known.message(), known.fix());
        } catch (RuntimeException broken) {
            LOG.warn("[{}] the dashboard's action failed action={}", connection.name(), action, broken);
            return Reply.refusal(500, "the action failed", "see the application's log");
        }
    }

    private static Reply ping(Ping ping) {
        String text = ping.answered()
                ? "answered"
                : ping.diagnosis().map(Object::toString).orElse("no answer");
        return told(text + " after " + ping.took().toMillis() + " ms");
    }

    /** What the index policies would have to do now: this asks the server, so it is done when somebody asks for it, and never by the page itself. */
    private static Reply plans(Connection connection) {
        if (connection.state() != ConnectionState.CONNECTED) {
            return Reply.refusal(
                    409, "nobody can be asked: the connection is " + connection.state(), "wait, or open it");
        }
        List<IndexPlan> plans = connection.indexes().plans();
        return told(
                plans.isEmpty()
                        ? "there is no model"
                        : plans.stream().map(IndexPlan::toString).collect(Collectors.joining("\n")));
    }

    private static Reply told(String text) {
        return Reply.json(200, Json.line(new Document("result", text)));
    }

    @Override
    public void close() {
        worker.close();
    }
}
