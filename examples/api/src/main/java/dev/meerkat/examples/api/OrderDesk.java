package dev.meerkat.examples.api;

import static com.mongodb.client.model.Sorts.ascending;

import com.mongodb.MongoException;
import dev.meerkat.model.Model;

/** What can be done with orders. Thread safety: safe. */
final class OrderDesk {
    private static final int PAGE = 100;

    private final Model<Order> orders;

    OrderDesk(Model<Order> orders) {
        this.orders = orders;
    }

    /** Creates it: 201, or 200 when it is there already with the same content, as after a repeated request; 409 with another. */
    Answer create(Order order) {
        try {
            return new Answer(201, orders.create(order));
        } catch (MongoException failed) {
            if (orders.duplicateKey(failed).isEmpty()) {
                throw failed;
            }
            return orders.findById(order.id()).filter(order::equals).isPresent()
                    ? new Answer(200, order)
                    : Answer.refused(409, "OTHER-ORDER", "there is another order with this id");
        }
    }

    Answer read(String id) {
        return orders.findById(id)
                .map(order -> new Answer(200, order))
                .orElseGet(() -> Answer.refused(404, "NO-SUCH-ORDER", "there is no order with this id"));
    }

    /** The first hundred by their ids. */
    Answer list() {
        return new Answer(200, orders.find().sort(ascending("_id")).limit(PAGE).list());
    }
}
