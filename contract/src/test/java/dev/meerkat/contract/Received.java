package dev.meerkat.contract;

import com.mongodb.client.model.changestream.ChangeStreamDocument;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import org.awaitility.Awaitility;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonValue;
import org.bson.Document;

/** The events a change stream's listener got, in their order. Thread safety: safe. */
final class Received implements Consumer<ChangeStreamDocument<Document>> {
    private final List<ChangeStreamDocument<Document>> events = Collections.synchronizedList(new ArrayList<>());

    @Override
    public void accept(ChangeStreamDocument<Document> event) {
        events.add(event);
    }

    /** All of them so far. */
    List<ChangeStreamDocument<Document>> events() {
        synchronized (events) {
            return List.copyOf(events);
        }
    }

    /** The keys of the documents the events are about, where they are about one. */
    List<BsonValue> keys() {
        return events().stream()
                .filter(each -> each.getDocumentKey() != null)
                .map(each -> key(each.getDocumentKey()))
                .toList();
    }

    private static BsonValue key(BsonDocument document) {
        return document.get("_id");
    }

    /** The types of the events, as the server names them. */
    List<String> types() {
        return events().stream()
                .map(ChangeStreamDocument::getOperationTypeString)
                .toList();
    }

    /** Waits until {@code count} have come. */
    Received await(int count) {
        return await(count, Duration.ofSeconds(15));
    }

    /** Waits until {@code count} have come, at most {@code patience}. */
    Received await(int count, Duration patience) {
        Awaitility.await()
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(5))
                .atMost(patience)
                .until(() -> events.size() >= count);
        return this;
    }

    /** The numbers as keys. */
    static List<BsonValue> numbers(int from, int to) {
        List<BsonValue> numbers = new ArrayList<>();
        for (int number = from; number < to; number++) {
            numbers.add(new BsonInt32(number));
        }
        return numbers;
    }
}
