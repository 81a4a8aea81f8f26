package dev.meerkat.examples.worker;

import com.mongodb.MongoException;
import dev.meerkat.error.ValidationException;
import dev.meerkat.model.Model;
import org.bson.Document;
import org.bson.json.JsonParseException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes orders, each once. Thread safety: safe. */
final class OrderDesk {
    private static final Logger LOG = LoggerFactory.getLogger(OrderDesk.class);

    /** What became of a message, and so what the queue is told. */
    enum Outcome {
        /** Written: the server has acknowledged it. */
        STORED,
        /** Written before: this is the same message again. */
        DUPLICATE,
        /** No order, and none the next time. */
        REJECTED,
        /** Not written for now: to be delivered again. */
        LATER
    }

    private final Model<Order> orders;

    OrderDesk(Model<Order> orders) {
        this.orders = orders;
    }

    /** Writes the order in the message, and returns when the server has acknowledged it. */
    Outcome take(String id, String text) {
        try {
            Document read = Document.parse(text);
            orders.create(new Order(id, read.getString("item"), read.getInteger("pieces", 0)));
            return Outcome.STORED;
        } catch (ValidationException | JsonParseException | ClassCastException unreadable) {
            LOG.warn("rejected message={} reason={}", id, unreadable.getMessage());
            return Outcome.REJECTED;
        } catch (MongoException failed) {
            if (orders.duplicateKey(failed).isPresent()) {
                return Outcome.DUPLICATE;
            }
            LOG.warn("not written, to be delivered again message={} reason={}", id, failed.getMessage());
            return Outcome.LATER;
        }
    }
}
