package dev.meerkat.lab;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.bson.BsonArray;
import org.bson.BsonBoolean;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonObjectId;
import org.bson.BsonString;
import org.bson.BsonValue;
import org.bson.types.ObjectId;
import org.jspecify.annotations.Nullable;

/**
 * A script that greets as some kind of server: a standalone, a mongos, or a member of a set in one of its states,
 * healthy or not. It answers {@code hello} and its older names, and {@code ping}; other commands get error 59 unless
 * given by {@link #on}. A member names itself, by its listener's address, as the whole set unless given {@link #hosts}.
 * Immutable: each method returns another script.
 */
public final class HelloScript implements CommandScript {
    private static final int WIRE_VERSION = 21;
    private static final int COMMAND_NOT_FOUND = 59;
    private static final String HELLO = "hello";
    private static final String IS_MASTER = "ismaster";

    private final BsonDocument hello;
    private final Map<String, Answer> others;

    private HelloScript(BsonDocument hello, Map<String, Answer> others) {
        this.hello = hello;
        this.others = others;
    }

    /** A server that belongs to no set. */
    public static HelloScript standalone() {
        return new HelloScript(basics(true), Map.of());
    }

    /** A router of a sharded cluster. */
    public static HelloScript mongos() {
        return standalone().with("msg", new BsonString("isdbgrid"));
    }

    /** The primary of a set. */
    public static HelloScript primary(String setName) {
        return member(setName, true).with("electionId", new BsonObjectId(new ObjectId("7fffffff0000000000000001")));
    }

    /** A secondary; alone, it makes a set without primary. */
    public static HelloScript secondary(String setName) {
        return member(setName, false).with("secondary", BsonBoolean.TRUE);
    }

    /** A member that votes and holds no data. */
    public static HelloScript arbiter(String setName) {
        return member(setName, false).with("arbiterOnly", BsonBoolean.TRUE);
    }

    /** A secondary that clients shall not use. */
    public static HelloScript hidden(String setName) {
        return secondary(setName).with("hidden", BsonBoolean.TRUE);
    }

    /** A member that is starting or recovering: neither primary nor secondary. */
    public static HelloScript starting(String setName) {
        return member(setName, false);
    }

    /** A server meant for a set that was never initiated. */
    public static HelloScript ghost() {
        return new HelloScript(basics(false), Map.of())
                .with("isreplicaset", BsonBoolean.TRUE)
                .with("info", new BsonString("Does not have a valid replica set config"));
    }

    /** A member that was taken out of its set. */
    public static HelloScript removed(String setName) {
        return ghost().with("setName", new BsonString(setName));
    }

    /**
     * Reports these wire versions: {@code (0, 6)} is too old for today's drivers, {@code (99, 99)} too new. Default: 0
     * to 21.
     */
    public HelloScript wireVersions(int lowest, int highest) {
        return with("minWireVersion", new BsonInt32(lowest)).with("maxWireVersion", new BsonInt32(highest));
    }

    /** Names these members, each {@code host:port}, instead of itself alone. */
    public HelloScript hosts(String... addresses) {
        return with(
                "hosts",
                new BsonArray(List.of(addresses).stream().map(BsonString::new).toList()));
    }

    /** Calls itself by this {@code host:port}. */
    public HelloScript me(String address) {
        return with("me", new BsonString(address));
    }

    /** Adds a field to the greeting, or replaces one. */
    public HelloScript with(String field, BsonValue value) {
        return new HelloScript(hello.clone().append(field, value), others);
    }

    /**
     * Answers this command so, whatever it carries; also {@code hello} itself, which then stands for its older names
     * too.
     */
    public HelloScript on(String command, Answer answer) {
        Map<String, Answer> more = new HashMap<>(others);
        more.put(canonical(command), answer);
        return new HelloScript(hello, Map.copyOf(more));
    }

    @Override
    public Answer answer(String address, BsonDocument command) {
        String name = canonical(command.getFirstKey());
        @Nullable Answer given = others.get(name);
        if (given != null) {
            return given;
        }
        return switch (name) {
            case HELLO -> Answer.reply(greeting(address));
            case "ping", "endsessions" -> Answer.ok();
            default -> Answer.error(COMMAND_NOT_FOUND, "no such command: '" + command.getFirstKey() + "'");
        };
    }

    private BsonDocument greeting(String address) {
        BsonDocument greeting = hello.clone();
        if (greeting.containsKey("setName") && !greeting.containsKey("isreplicaset")) {
            BsonString self = new BsonString(address);
            greeting.putIfAbsent("hosts", new BsonArray(List.of(self)));
            greeting.putIfAbsent("me", self);
            if (greeting.getBoolean(IS_MASTER).getValue()) {
                greeting.putIfAbsent("primary", greeting.get("me"));
            }
        }
        return greeting;
    }

    /** Commands are told apart without regard to case, since {@code isMaster} has two spellings. */
    private static String canonical(String command) {
        String lower = command.toLowerCase(Locale.ROOT);
        return lower.equals(IS_MASTER) ? HELLO : lower;
    }

    private static HelloScript member(String setName, boolean primary) {
        return new HelloScript(basics(primary), Map.of())
                .with("setName", new BsonString(setName))
                .with("setVersion", new BsonInt32(1));
    }

    private static BsonDocument basics(boolean writable) {
        return new BsonDocument("helloOk", BsonBoolean.TRUE)
                .append(IS_MASTER, BsonBoolean.valueOf(writable))
                .append("isWritablePrimary", BsonBoolean.valueOf(writable))
                .append("secondary", BsonBoolean.FALSE)
                .append("maxBsonObjectSize", new BsonInt32(16_777_216))
                .append("maxMessageSizeBytes", new BsonInt32(48_000_000))
                .append("maxWriteBatchSize", new BsonInt32(100_000))
                .append("logicalSessionTimeoutMinutes", new BsonInt32(30))
                .append("minWireVersion", new BsonInt32(0))
                .append("maxWireVersion", new BsonInt32(WIRE_VERSION))
                .append("readOnly", BsonBoolean.FALSE)
                .append("ok", new BsonInt32(1));
    }
}
