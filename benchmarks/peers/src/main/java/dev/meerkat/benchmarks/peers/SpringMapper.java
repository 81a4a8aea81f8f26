package dev.meerkat.benchmarks.peers;

import com.mongodb.client.MongoClient;
import dev.meerkat.benchmarks.paired.Clients;
import java.util.List;
import org.bson.types.ObjectId;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.data.mongodb.core.convert.DefaultMongoTypeMapper;
import org.springframework.data.mongodb.core.convert.MappingMongoConverter;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;

/** Spring Data's template, without the {@code _class} it would write. */
record SpringMapper<T>(MongoTemplate template, String collection, Class<T> type) implements Mapper<T> {
    static <T> SpringMapper<T> of(MongoClient client, String collection, Class<T> type) {
        MongoTemplate template = new MongoTemplate(client, Clients.DATABASE);
        if (template.getConverter() instanceof MappingMongoConverter converter) {
            converter.setTypeMapper(new DefaultMongoTypeMapper(null));
        }
        return new SpringMapper<>(template, collection, type);
    }

    @Override
    public @Nullable T find(ObjectId id) {
        return template.findById(id, type, collection);
    }

    @Override
    public List<T> adults(int most) {
        return template.find(Query.query(Criteria.where("age").gte(18)).limit(most), type, collection);
    }

    @Override
    public void insert(T document) {
        template.insert(document, collection);
    }

    @Override
    public void insert(List<T> documents) {
        template.insert(documents, collection);
    }
}
