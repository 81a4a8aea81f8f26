package dev.meerkat.lab.internal.front;

import java.util.Locale;
import java.util.Set;
import org.bson.BsonBoolean;
import org.bson.BsonDocument;
import org.bson.BsonString;

/** What kind of command one is, as far as a set's members treat kinds differently. */
public final class Commands {
    private static final Set<String> GREETINGS = Set.of("hello", "ismaster");
    private static final Set<String> ENDINGS = Set.of("committransaction", "aborttransaction");
    private static final Set<String> WRITES = Set.of(
            "insert",
            "update",
            "delete",
            "findandmodify",
            "bulkwrite",
            "create",
            "createindexes",
            "drop",
            "dropdatabase",
            "dropindexes",
            "collmod",
            "renamecollection",
            "createuser",
            "updateuser",
            "dropuser",
            "committransaction",
            "aborttransaction");
    private static final Set<String> READS = Set.of(
            "find",
            "aggregate",
            "count",
            "distinct",
            "listcollections",
            "listindexes",
            "listdatabases",
            "dbstats",
            "collstats",
            "mapreduce",
            "explain");

    private Commands() {}

    /** The name by which commands are told apart: some have two spellings. */
    public static String canonical(BsonDocument command) {
        return command.getFirstKey().toLowerCase(Locale.ROOT);
    }

    static boolean isGreeting(BsonDocument command) {
        return GREETINGS.contains(canonical(command));
    }

    /** Whether only a primary takes it. */
    public static boolean isWrite(BsonDocument command) {
        return WRITES.contains(canonical(command));
    }

    /** Whether it reads data; the next batch of an open cursor is none of these. */
    public static boolean isRead(BsonDocument command) {
        return READS.contains(canonical(command));
    }

    /** Whether it says nothing of being content with a secondary. */
    public static boolean wantsPrimary(BsonDocument command) {
        BsonString primary = new BsonString("primary");
        return command.getDocument("$readPreference", new BsonDocument())
                .getString("mode", primary)
                .equals(primary);
    }

    /** The session it belongs to, as a key that may be kept: what is read from a message keeps the whole of it alive. */
    static BsonDocument session(BsonDocument command) {
        BsonDocument session = new BsonDocument();
        session.putAll(command.getDocument("lsid"));
        return session;
    }

    /** Whether it is a statement of a transaction, its end included. */
    public static boolean isInTransaction(BsonDocument command) {
        return !command.getBoolean("autocommit", BsonBoolean.TRUE).getValue();
    }

    /** Whether it ends a transaction. */
    public static boolean isEnding(BsonDocument command) {
        return ENDINGS.contains(canonical(command));
    }

    /** Whether the driver may send it again, and says so by its number. */
    public static boolean isRetryable(BsonDocument command) {
        return command.containsKey("txnNumber") && (isEnding(command) || !isInTransaction(command));
    }
}
