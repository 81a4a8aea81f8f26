package dev.meerkat.benchmarks.paired;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import dev.meerkat.model.Model;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.bson.types.ObjectId;

/** What models are compared by, on 100 documents that are there and on inserts. */
enum ModelWorkload {
    FIND_BY_ID("findById", 100) {
        @Override
        <T> Runnable raw(MongoCollection<T> documents, Supplier<T> made, List<ObjectId> ids) {
            return () -> present(documents.find(Filters.eq("_id", ids.get(50))).first());
        }

        @Override
        <T> Runnable model(Model<T> documents, Supplier<T> made, List<ObjectId> ids) {
            return () -> present(documents.findById(ids.get(50)).orElseThrow());
        }
    },
    FIND_100("find 100 → list", 40) {
        @Override
        <T> Runnable raw(MongoCollection<T> documents, Supplier<T> made, List<ObjectId> ids) {
            return () ->
                    hundred(documents.find(Filters.gte("age", 0)).limit(100).into(new ArrayList<>()));
        }

        @Override
        <T> Runnable model(Model<T> documents, Supplier<T> made, List<ObjectId> ids) {
            return () ->
                    hundred(documents.find(Filters.gte("age", 0)).limit(100).list());
        }
    },
    INSERT_ONE("insertOne", 25) {
        @Override
        <T> Runnable raw(MongoCollection<T> documents, Supplier<T> made, List<ObjectId> ids) {
            return () -> documents.insertOne(made.get());
        }

        @Override
        <T> Runnable model(Model<T> documents, Supplier<T> made, List<ObjectId> ids) {
            return () -> documents.create(made.get());
        }
    },
    INSERT_MANY("insertMany 1 000", 1) {
        @Override
        <T> Runnable raw(MongoCollection<T> documents, Supplier<T> made, List<ObjectId> ids) {
            return () -> documents.insertMany(Stream.generate(made).limit(1_000).toList());
        }

        @Override
        <T> Runnable model(Model<T> documents, Supplier<T> made, List<ObjectId> ids) {
            return () -> documents.insertMany(Stream.generate(made).limit(1_000).toList());
        }
    };

    private final String text;
    private final int operationsInTurn;

    ModelWorkload(String text, int operationsInTurn) {
        this.text = text;
        this.operationsInTurn = operationsInTurn;
    }

    String text() {
        return text;
    }

    int operationsInTurn() {
        return operationsInTurn;
    }

    abstract <T> Runnable raw(MongoCollection<T> documents, Supplier<T> made, List<ObjectId> ids);

    abstract <T> Runnable model(Model<T> documents, Supplier<T> made, List<ObjectId> ids);

    private static void present(Object document) {
        if (document == null) {
            throw new IllegalStateException("a document is missing");
        }
    }

    private static void hundred(List<?> documents) {
        if (documents.size() != 100) {
            throw new IllegalStateException("not 100 documents but " + documents.size());
        }
    }

    /** The raw client first: the others are compared with it. Inserts go where finds do not look. */
    List<Contestant> contestants(Clients clients, Model<Row> plain, Model<RuledRow> ruled) {
        boolean writes = this == INSERT_ONE || this == INSERT_MANY;
        Model<Row> rows = writes ? plain.connection().model("RowInsert", Row.class) : plain;
        Model<RuledRow> ruledRows = writes ? ruled.connection().model("RuledInsert", RuledRow.class) : ruled;
        List<ObjectId> ids =
                rows == plain ? ids(plain.collection().find().map(Row::id).into(new ArrayList<>())) : List.of();
        List<ObjectId> ruledIds = ruledRows == ruled
                ? ids(ruled.collection().find().map(RuledRow::id).into(new ArrayList<>()))
                : List.of();
        return List.of(
                new Contestant("raw", raw(rows(clients.raw(), rows), Row::made, ids)),
                new Contestant("raw again (noise)", raw(rows(clients.control(), rows), Row::made, ids)),
                new Contestant("managed", raw(rows(clients.managed(), rows), Row::made, ids)),
                new Contestant("model, no rules", model(rows, Row::made, ids)),
                new Contestant("model, typical schema", model(ruledRows, RuledRow::made, ruledIds)));
    }

    private static List<ObjectId> ids(List<ObjectId> ids) {
        return List.copyOf(ids);
    }

    private static MongoCollection<Row> rows(MongoClient client, Model<Row> model) {
        return client.getDatabase(model.collection().getNamespace().getDatabaseName())
                .getCollection(model.collectionName(), Row.class);
    }
}
