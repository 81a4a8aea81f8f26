package dev.meerkat.benchmarks.peers;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoCollection;
import dev.meerkat.benchmarks.paired.Clients;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.stream.Stream;
import org.bson.Document;
import org.bson.types.ObjectId;

/** The documents that are found; put back before each round, so that no collection grows. */
record Stock(MongoClient client, List<ObjectId> ids) {
    private static final int SIZE = 1_000;

    static Stock in(MongoClient client) {
        return new Stock(client, Stream.generate(ObjectId::new).limit(SIZE).toList());
    }

    ObjectId one() {
        return ids.get(SIZE / 2);
    }

    /** Fills a kind's collection with these documents alone. */
    void fill(Kind kind) {
        MongoCollection<Document> collection =
                client.getDatabase(Clients.DATABASE).getCollection(kind.collection());
        collection.drop();
        collection.insertMany(ids.stream().map(id -> document(kind, id)).toList());
    }

    private static Document document(Kind kind, ObjectId id) {
        Member member = Member.whole(id);
        Document plain = new Document("_id", id)
                .append("name", member.name())
                .append("email", member.email())
                .append("age", member.age());
        if (kind == Kind.TYPICAL) {
            Date now = Date.from(Instant.now());
            plain.append("role", member.role().name()).append("createdAt", now).append("updatedAt", now);
        }
        return plain;
    }
}
