package dev.meerkat.internal.managed;

import com.mongodb.ClientSessionOptions;
import com.mongodb.CreateIndexCommitQuorum;
import com.mongodb.Function;
import com.mongodb.MongoClientSettings;
import com.mongodb.MongoDriverInformation;
import com.mongodb.MongoNamespace;
import com.mongodb.ReadConcern;
import com.mongodb.ReadPreference;
import com.mongodb.WriteConcern;
import com.mongodb.client.ClientSession;
import com.mongodb.client.model.Collation;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonTimestamp;
import org.bson.BsonValue;
import org.bson.Document;
import org.bson.codecs.configuration.CodecRegistry;
import org.bson.conversions.Bson;

/** An argument for every parameter type of the driver's interfaces. */
final class Samples {
    private static final Map<Class<?>, Object> KNOWN = Map.ofEntries(
            Map.entry(int.class, 7),
            Map.entry(long.class, 7L),
            Map.entry(boolean.class, true),
            Map.entry(Boolean.class, true),
            Map.entry(String.class, "sample"),
            Map.entry(Class.class, Document.class),
            Map.entry(List.class, List.of(new Document("$match", new Document()))),
            Map.entry(Bson.class, new Document("a", 1)),
            Map.entry(Object.class, new Document("a", 1)),
            Map.entry(BsonDocument.class, new BsonDocument("a", new BsonInt32(1))),
            Map.entry(BsonValue.class, new BsonInt32(1)),
            Map.entry(BsonTimestamp.class, new BsonTimestamp(1)),
            Map.entry(TimeUnit.class, TimeUnit.SECONDS),
            Map.entry(MongoNamespace.class, new MongoNamespace("other.one")),
            Map.entry(ReadPreference.class, ReadPreference.secondary()),
            Map.entry(ReadConcern.class, ReadConcern.MAJORITY),
            Map.entry(WriteConcern.class, WriteConcern.W1),
            Map.entry(Collation.class, Collation.builder().locale("de").build()),
            Map.entry(CodecRegistry.class, MongoClientSettings.getDefaultCodecRegistry()),
            Map.entry(ClientSessionOptions.class, ClientSessionOptions.builder().build()),
            Map.entry(CreateIndexCommitQuorum.class, CreateIndexCommitQuorum.MAJORITY),
            Map.entry(
                    MongoDriverInformation.class,
                    MongoDriverInformation.builder().driverName("sample").build()),
            Map.entry(Function.class, (Function<Object, Object>) value -> value),
            Map.entry(Consumer.class, (Consumer<Object>) value -> {}));

    private Samples() {}

    static Object[] arguments(Method method, ClientSession session) throws ReflectiveOperationException {
        List<Object> arguments = new ArrayList<>();
        for (Class<?> type : method.getParameterTypes()) {
            arguments.add(type == ClientSession.class ? session : sample(type));
        }
        return arguments.toArray();
    }

    private static Object sample(Class<?> type) throws ReflectiveOperationException {
        if (KNOWN.containsKey(type)) {
            return KNOWN.get(type);
        }
        if (type == Collection.class) {
            return new ArrayList<>();
        }
        if (type.isEnum()) {
            return type.getEnumConstants()[0];
        }
        if (type.isInterface()) {
            return new StubDriver().proxy(type);
        }
        return type.getConstructor().newInstance();
    }
}
