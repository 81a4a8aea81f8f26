package dev.meerkat.lab;

import dev.meerkat.lab.internal.wire.WireClient;
import java.io.IOException;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.function.UnaryOperator;
import org.bson.BsonBoolean;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonString;
import org.bson.BsonValue;

/**
 * Counts a server's connections from the server's own side, where a leaked socket cannot hide. Asks anew each time.
 * Thread-safe if what it asks through is. An {@link EmbeddedServer} does not count truly: put a {@link FaultProxy}
 * before it and ask that.
 */
public final class ServerConnections {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final UnaryOperator<BsonDocument> admin;
    private final int ownConnections;

    private ServerConnections(UnaryOperator<BsonDocument> admin, int ownConnections) {
        this.admin = admin;
        this.ownConnections = ownConnections;
    }

    /** Asks over a plain connection without login, opened for each question and not counted in its answer. */
    public static ServerConnections of(LabServer server) {
        return of(server.host(), server.port());
    }

    /** As {@link #of(LabServer)}, for a server by its address. */
    public static ServerConnections of(String host, int port) {
        return new ServerConnections(command -> ask(host, port, command), 1);
    }

    /**
     * Asks through the caller's own client, which runs the given commands on {@code admin}: for TLS and logins. Its
     * sockets are counted.
     */
    public static ServerConnections through(UnaryOperator<BsonDocument> adminCommands) {
        return new ServerConnections(adminCommands, 0);
    }

    /** How many connections clients have open now. */
    public int current() {
        return number("current") - ownConnections;
    }

    /** How many connections were ever opened since the server's start; each question asked by {@link #of} is one. */
    public int created() {
        return number("totalCreated");
    }

    /** How many cursors are open on the server, whoever opened them; empty where the server does not tell. */
    public OptionalInt openCursors() {
        BsonDocument status = asked(new BsonDocument("serverStatus", new BsonInt32(1)));
        BsonDocument none = new BsonDocument();
        BsonDocument open =
                status.getDocument("metrics", none).getDocument("cursor", none).getDocument("open", none);
        return open.isNumber("total") ? OptionalInt.of(open.getNumber("total").intValue()) : OptionalInt.empty();
    }

    /**
     * How many operations clients with this application name have running now, the question itself included when it
     * comes from one. {@code secantusd-rs} lists what works at that very instant: neither change streams that wait nor
     * commands a fail point holds.
     */
    public int operations(String appName) {
        BsonDocument question = new BsonDocument("currentOp", new BsonInt32(1)).append("$all", BsonBoolean.TRUE);
        int found = 0;
        for (BsonValue operation : asked(question).getArray("inprog")) {
            BsonDocument each = operation.asDocument();
            boolean active = each.getBoolean("active", BsonBoolean.FALSE).getValue();
            if (active && appName.equals(nameOf(each))) {
                found++;
            }
        }
        return found;
    }

    private static String nameOf(BsonDocument operation) {
        BsonDocument application = operation
                .getDocument("clientMetadata", new BsonDocument())
                .getDocument("application", new BsonDocument());
        BsonString none = new BsonString("");
        return operation
                .getString("appName", application.getString("name", none))
                .getValue();
    }

    private int number(String field) {
        BsonDocument status = asked(new BsonDocument("serverStatus", new BsonInt32(1)));
        return status.getDocument("connections").getNumber(field).intValue();
    }

    private BsonDocument asked(BsonDocument question) {
        BsonDocument answer = admin.apply(question);
        if (answer.getNumber("ok").intValue() != 1) {
            throw new LabException(
                    "LAB_COUNT: the server does not tell (command=" + question.getFirstKey() + ", answer="
                            + answer.getString("errmsg", new BsonString("")).getValue()
                            + "). Fix: ask through a client that is logged in.",
                    null);
        }
        return answer;
    }

    private static BsonDocument ask(String host, int port, BsonDocument command) {
        try (WireClient client = WireClient.connect(host, port, PATIENCE)) {
            return client.run("admin", command);
        } catch (IOException failed) {
            throw new LabException(
                    "LAB_COUNT: the server does not answer (host=" + host + ":" + port
                            + "). Fix: it must run, and speak plain; ask through a client of your own over TLS.",
                    failed);
        }
    }
}
