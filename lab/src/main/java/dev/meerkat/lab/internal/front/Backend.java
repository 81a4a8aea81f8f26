package dev.meerkat.lab.internal.front;

import dev.meerkat.lab.LabException;
import dev.meerkat.lab.internal.wire.Packet;
import dev.meerkat.lab.internal.wire.WireClient;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.bson.BsonBoolean;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonNumber;
import org.bson.BsonString;
import org.bson.BsonValue;

/** The one server behind the listeners: where it is, what it lacks, and what has to be changed on the way to it. */
public final class Backend {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final BsonInt32 NOT_OK = new BsonInt32(0);
    private static final String SESSIONS = "logicalSessionTimeoutMinutes";
    private static final String WRITE_CONCERN = "writeConcern";

    /** What belongs to one connection, or to one moment, and is no part of a greeting that is kept. */
    private static final List<String> PASSING =
            List.of("speculativeAuthenticate", "saslSupportedMechs", "connectionId", "$clusterTime", "operationTime");

    private final String host;
    private final int port;
    private final boolean greets;
    private final boolean sessions;
    private BsonDocument greeting;

    private Backend(String host, int port, boolean greets, BsonDocument greeting) {
        this.host = host;
        this.port = port;
        this.greets = greets;
        this.sessions = greeting.containsKey(SESSIONS);
        this.greeting = kept(greeting);
    }

    /** Asks the server what it is. It must listen and speak plain; a login is not needed. */
    public static Backend at(String host, int port) {
        try (WireClient client = WireClient.connect(host, port, PATIENCE)) {
            BsonDocument question = new BsonDocument("isMaster", new BsonInt32(1)).append("helloOk", BsonBoolean.TRUE);
            BsonDocument greeting = client.run("admin", question);
            BsonNumber ok = greeting.getNumber("ok", NOT_OK);
            if (ok.intValue() != 1) {
                throw new IOException("no greeting");
            }
            boolean greets = greeting.containsKey("helloOk") || greeting.containsKey(TopologyVersion.FIELD);
            return new Backend(host, port, greets, greeting);
        } catch (IOException failed) {
            throw new LabException(
                    "LAB_BACKEND: no MongoDB answers to stand before (host=" + host + ":" + port
                            + "). Fix: start the server first, without TLS.",
                    failed);
        }
    }

    String host() {
        return host;
    }

    int port() {
        return port;
    }

    /** Whether it knows {@code hello}, so that greetings are passed on to it; one that does not was asked once. */
    boolean greets() {
        return greets;
    }

    /** Whether it has sessions, and with them transactions, retryable writes and fail points. */
    boolean sessions() {
        return sessions;
    }

    /** The last greeting, without what belongs to one connection. A copy. */
    BsonDocument greeting() {
        return greeting.clone();
    }

    /** Keeps a greeting for those who are answered without asking it. */
    void greeted(BsonDocument fresh) {
        greeting = kept(fresh);
    }

    private static BsonDocument kept(BsonDocument fresh) {
        BsonDocument kept = fresh.clone();
        PASSING.forEach(kept::remove);
        if (!kept.containsKey(SESSIONS)) {
            kept.append(SESSIONS, new BsonInt32(30));
        }
        return kept;
    }

    /** The command as it is passed on. */
    Packet adapted(Packet command) {
        BsonDocument body = command.body();
        boolean numeric = manyMembers(body);
        boolean recovery = body.containsKey("recoveryToken");
        boolean silent = !sessions && !command.wantsAnswer();
        if (!numeric && !recovery && !silent) {
            return command;
        }
        BsonDocument changed = new BsonDocument();
        changed.putAll(body);
        if (numeric) {
            // A single member stores the write and complains then.
            BsonDocument concern = new BsonDocument();
            concern.putAll(body.getDocument(WRITE_CONCERN));
            changed.put(WRITE_CONCERN, concern.append("w", new BsonString("majority")));
        }
        changed.remove("recoveryToken"); // a mongos's own affair
        return command.with(changed);
    }

    private static boolean manyMembers(BsonDocument command) {
        BsonValue acknowledged =
                command.getDocument(WRITE_CONCERN, new BsonDocument()).get("w", BsonBoolean.TRUE);
        return acknowledged.isNumber() && acknowledged.asNumber().intValue() > 1;
    }
}
