package dev.meerkat.benchmarks.peers;

import com.mongodb.client.model.Filters;
import dev.meerkat.Connection;
import dev.meerkat.model.Model;
import dev.meerkat.model.Schema;
import java.util.List;
import org.bson.types.ObjectId;
import org.jspecify.annotations.Nullable;

/** A model. */
record ModelMapper<T>(Model<T> model) implements Mapper<T> {
    static <T> ModelMapper<T> of(Connection connection, String collection, Class<T> type) {
        Schema place = Schema.builder().collection(collection).build();
        return new ModelMapper<>(connection.model(type.getSimpleName(), type, place));
    }

    @Override
    public @Nullable T find(ObjectId id) {
        return model.findById(id).orElse(null);
    }

    @Override
    public List<T> adults(int most) {
        return model.find(Filters.gte("age", 18)).limit(most).list();
    }

    @Override
    public void insert(T document) {
        model.create(document);
    }

    @Override
    public void insert(List<T> documents) {
        model.insertMany(documents);
    }
}
