package dev.meerkat.examples.models;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gte;
import static com.mongodb.client.model.Sorts.ascending;

import dev.meerkat.Connection;
import dev.meerkat.Meerkat;
import dev.meerkat.error.ValidationException;
import dev.meerkat.error.Violation;
import dev.meerkat.model.Model;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.bson.types.ObjectId;

/** Several models share the default connection: its pool, its gate, its events. */
final class DefaultConnection {
    /** Made before anything is connected, as an application's constants are. */
    private static final Model<User> USERS = Meerkat.model("User", User.class);

    private static final Model<Order> ORDERS = Meerkat.model("Order", Order.class);

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private DefaultConnection() {}

    static void run(String uri) {
        Connection db = Meerkat.connect(uri, o -> o.database(ModelsExample.DATABASE));
        Text.title("Models on the default connection");
        USERS.awaitIndexes(PATIENCE).orThrow(); // only if the start shall wait for them
        Text.say("indexes to create: " + USERS.indexPlan().toCreate());
        User ada = USERS.create(new User(null, "Ada", "ada@example.org"));
        ObjectId id = Objects.requireNonNull(ada.id());
        ORDERS.insertMany(List.of(Order.of(id, "tea", 2), Order.of(id, "cake", 1)));
        Text.say("models: " + db.models());
        Text.say("found: "
                + USERS.findOne(eq("email", "ada@example.org")).map(User::name).orElse("nobody"));
        Text.say("her orders: "
                + ORDERS
                        .find(eq("user", id.toHexString())) // text is cast to what the schema says
                        .sort(ascending("item"))
                        .stream()
                        .map(Order::item)
                        .toList());
        Text.say("large orders: " + ORDERS.count(gte("pieces", 2)));
        refused(id);
    }

    private static void refused(ObjectId user) {
        try {
            ORDERS.create(Order.of(user, "water", 0));
        } catch (ValidationException e) {
            Text.say("refused: " + e.violations().stream().map(Violation::path).toList());
        }
    }
}
