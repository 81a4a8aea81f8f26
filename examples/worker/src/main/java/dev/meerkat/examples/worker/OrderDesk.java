package dev.meerkat.examples.worker;

import com.mongodb.MongoException;
import dev.meerkat.error.ValidationException;
import dev.meerkat.model.Model;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
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

    /** Writes the order in the message, and returns when the server has acknowledged it. A message without an id cannot be told from the next one. */
    Outcome take(@Nullable String id, String text) {
        if (id == null || id.isBlank()) {
            LOG.warn("rejected message={} reason=it has no id", id);
            return Outcome.REJECTED;
        }
        Order order;
        try {
            order = read(id, text);
        } catch (RuntimeException unreadable) { // whatever the text makes a parser throw, it will throw again
            return rejected(id, unreadable);
        }
        try {
            orders.create(order);
            return Outcome.STORED;
        } catch (ValidationException unfit) {
            return rejected(id, unfit);
        } catch (MongoException failed) {
            if (orders.duplicateKey(failed).isPresent()) {
                return Outcome.DUPLICATE;
            }
            LOG.warn("not written, to be delivered again message={} reason={}", id, failed.getMessage());
            return Outcome.LATER;
        }
    }

    private static Order read(String id, String text) {
        Document read = Document.parse(text);
        return new Order(id, read.getString("item"), read.getInteger("pieces", 0));
    }

    private static Outcome rejected(String id, RuntimeException reason) {
        LOG.warn("rejected message={} reason={}", id, reason.getMessage());
        return Outcome.REJECTED;
    }
}
