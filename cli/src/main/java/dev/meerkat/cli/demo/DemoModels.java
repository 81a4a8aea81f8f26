package dev.meerkat.cli.demo;

import dev.meerkat.Connection;
import dev.meerkat.error.ValidationException;
import dev.meerkat.model.Model;
import dev.meerkat.model.Schema;
import dev.meerkat.model.annotation.Min;
import dev.meerkat.model.annotation.Required;
import java.time.Duration;
import org.bson.Document;
import org.bson.types.ObjectId;
import org.jspecify.annotations.Nullable;

/**
 * A model of a record on the default connection and one of dynamic documents on another. Their collections have names that nobody else
 * uses, and are removed when they have been looked at.
 *
 * @param users on the default connection
 * @param entries on the other
 */
record DemoModels(Model<User> users, Model<Document> entries) {
    /** What {@link #tryUsers} tells when all went well. */
    static final String ONE_OF_TWO = "users: Ada stored, Tim refused for age";

    /** For what the connections do about indexes by themselves. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /** What the first is about. */
    record User(
            @Nullable ObjectId id,
            @Required String name,
            @Min(18) int age) {}

    static DemoModels on(Connection first, Connection second) {
        String mark = "_" + Long.toHexString(System.nanoTime());
        Schema users = Schema.builder().collection("users" + mark).build();
        Schema entries = Schema.builder()
                .collection("entries" + mark)
                .field("number", Integer.class, f -> f.required().min(0))
                .build();
        return new DemoModels(first.model("User", User.class, users), second.model("Entry", entries));
    }

    /** Writes so many entries. */
    void enter(int count) {
        for (int number = 0; number < count; number++) {
            entries.create(new Document("number", number));
        }
    }

    /** How many entries there are; removes them. */
    long entered() {
        long count = entries.count();
        forget(entries);
        return count;
    }

    /** Stores a user and tries another; tells in a few words what came of it. */
    String tryUsers() {
        User ada = users.create(new User(null, "Ada", 36));
        try {
            users.create(new User(null, "Tim", 9));
            return "users: " + ada.name() + " and Tim stored";
        } catch (ValidationException refused) {
            String why = refused.violations().get(0).path();
            return "users: " + ada.name() + " stored, Tim refused for " + why;
        } finally {
            forget(users);
        }
    }

    /** Leaves nothing of a model, also when its connection is opened again, which would build its indexes again. */
    private static void forget(Model<?> model) {
        model.awaitIndexes(PATIENCE);
        model.connection().removeModel(model.name());
        model.collection().drop();
    }
}
