package dev.meerkat.benchmarks.paired;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.bson.Document;
import org.bson.conversions.Bson;

/** An operation, and how many of it make a turn. */
public enum Workload {
    /** One document, by a handle that lives. */
    FIND_ONE("findOne by _id", 100, client -> {
        MongoCollection<Document> users = users(client);
        return () -> find(users);
    }),
    /** One document, by handles made for it. */
    FIND_ONE_FRESH("findOne by _id, handles made each time", 100, client -> () -> find(users(client))),
    /** One document more. */
    INSERT_ONE("insertOne", 25, client -> {
        MongoCollection<Document> inserts = client.getDatabase(Clients.DATABASE).getCollection("inserts");
        return () -> inserts.insertOne(user());
    });

    private static final int STOCK = 1_000;
    private static final Bson BY_ID = Filters.eq("_id", STOCK / 2);

    private final String text;
    private final int operationsInTurn;
    private final Function<MongoClient, Runnable> operation;

    Workload(String text, int operationsInTurn, Function<MongoClient, Runnable> operation) {
        this.text = text;
        this.operationsInTurn = operationsInTurn;
        this.operation = operation;
    }

    /** What a table calls it. */
    public String text() {
        return text;
    }

    /** How many make a turn. */
    public int operationsInTurn() {
        return operationsInTurn;
    }

    /** One way to do it. */
    public Contestant contestant(String name, MongoClient client) {
        return new Contestant(name, operation.apply(client));
    }

    /** The documents that are found. */
    public static void stock(MongoClient client) {
        client.getDatabase(Clients.DATABASE).drop();
        users(client)
                .insertMany(IntStream.range(0, STOCK)
                        .mapToObj(i -> user().append("_id", i))
                        .toList());
    }

    private static MongoCollection<Document> users(MongoClient client) {
        return client.getDatabase(Clients.DATABASE).getCollection("users");
    }

    private static Document user() {
        return new Document("name", "Ada").append("email", "ada@example.org").append("age", 36);
    }

    private static void find(MongoCollection<Document> users) {
        if (users.find(BY_ID).first() == null) {
            throw new IllegalStateException("a document is missing");
        }
    }
}
