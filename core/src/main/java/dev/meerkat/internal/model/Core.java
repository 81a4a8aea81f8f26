package dev.meerkat.internal.model;

import com.mongodb.MongoNamespace;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import dev.meerkat.Connection;
import dev.meerkat.internal.index.IndexKeeper;
import dev.meerkat.internal.index.IndexTarget;
import dev.meerkat.internal.index.ModelIndexes;
import dev.meerkat.model.Schema;
import dev.meerkat.options.ConnectionOptions;
import dev.meerkat.options.StrictQuery;
import java.util.ArrayList;
import java.util.List;
import org.bson.BsonDocument;
import org.bson.BsonObjectId;
import org.bson.codecs.configuration.CodecRegistries;
import org.bson.codecs.configuration.CodecRegistry;
import org.bson.conversions.Bson;
import org.bson.json.JsonObject;
import org.bson.types.ObjectId;
import org.jspecify.annotations.Nullable;

/**
 * What all handles of one model share: its definition compiled, and its collection under the connection's present options.
 *
 * <p>Thread safety: safe. The collection is made again when the options are others, which a reopen can bring.
 */
final class Core<T> implements Registries {
    final Connection connection;
    final String name;

    /** How errors name it. */
    final String label;

    final Class<T> type;
    final Schema schema;
    final Shape shape;
    final String collectionName;
    final Warnings warnings;
    final ModelIndexes indexes;
    final Clock clock;
    final Preparation<T> preparation;

    /** What prepares values in updates, whatever the model's class is. */
    final DocumentValues values;

    private final boolean mapped;
    private final boolean idIsNamed;
    private volatile @Nullable Bound<T> bound;

    Core(Connection connection, String name, Definition<T> definition, Clock clock, IndexKeeper keeper) {
        this.connection = connection;
        this.name = name;
        this.label = "model " + name + " (connection=" + connection.name() + ")";
        this.type = definition.type();
        this.schema = definition.schema();
        this.shape = Shape.root(schema);
        this.collectionName = schema.collection().orElseGet(() -> Plurals.of(name));
        this.warnings = new Warnings(connection.name(), name);
        this.clock = clock;
        this.indexes = keeper.of(new IndexTarget(
                name,
                () -> new MongoNamespace(connection.database().getName(), collectionName),
                schema.indexes(),
                schema.indexPolicy().orElse(null)));
        this.mapped = definition.mapped() != null;
        this.idIsNamed =
                definition.mapped() != null && definition.mapped().members().idIsNamed();
        DocumentPreparation documents = new DocumentPreparation(shape, clock, warnings, this);
        this.values = documents.values();
        this.preparation = definition.preparation(shape, clock, documents);
    }

    @Override
    public CodecRegistry all() {
        return bound().all();
    }

    @SuppressWarnings("ReferenceEquality") // the same options mean the same collection
    Bound<T> bound() {
        ConnectionOptions options = connection.options();
        Bound<T> known = bound;
        if (known == null || known.options() != options) {
            known = bind(options);
            bound = known;
        }
        return known;
    }

    private Bound<T> bind(ConnectionOptions options) {
        MongoDatabase database = connection.database();
        MongoCollection<T> collection = database.getCollection(collectionName, type);
        CodecRegistry codecs = database.getCodecRegistry();
        if (mapped) {
            codecs = codecs(codecs);
            collection = collection.withCodecRegistry(codecs);
        }
        CodecRegistry all = collection.getCodecRegistry();
        return new Bound<>(options, collection, all, DataCodecs.forFilters(all), DataCodecs.forUpdates(all));
    }

    private CodecRegistry codecs(CodecRegistry own) {
        return CodecRegistries.fromRegistries(
                CodecRegistries.fromProviders(new RecordMappingProvider(own, idIsNamed ? type : null)),
                own,
                CodecRegistries.fromProviders(new BeanCodecs()));
    }

    /** The filter for one {@code _id}. */
    Bson byId(Object id) {
        return id instanceof ObjectId known
                ? new BsonDocument(Shape.ID, new BsonObjectId(known))
                : Filters.eq(Shape.ID, id);
    }

    /** A filter for reading, cast. */
    Bson forRead(Bson filter, @Nullable StrictQuery strictQuery) {
        if (shape.saysNothing()) {
            return filter;
        }
        Bound<T> present = bound();
        StrictQuery strict =
                strictQuery != null ? strictQuery : schema.strictQuery().orElseGet(present.options()::strictQuery);
        return cast(filter, Unknown.inReads(strict), present);
    }

    /** A filter for writing, cast: an unknown key is an error. */
    BsonDocument forWrite(Bson filter) {
        Bound<T> present = bound();
        return shape.saysNothing() ? filter.toBsonDocument(type, present.all()) : cast(filter, Unknown.REFUSE, present);
    }

    private BsonDocument cast(Bson filter, Unknown unknown, Bound<T> present) {
        Violations found = new Violations(label);
        BsonDocument rendered = rendered(filter, present, present.marking());
        FilterCast cast = new FilterCast(present.all(), unknown, warnings, found);
        BsonDocument result = cast.filter(rendered, shape, Place.WHOLE);
        found.refuseFilter();
        return result;
    }

    private BsonDocument rendered(Bson bson, Bound<T> present, DataCodecs marking) {
        if (!present.options().sanitizeFilter()) {
            return bson.toBsonDocument(type, present.all());
        } else if (bson instanceof java.util.Map<?, ?> data) {
            return marking.filter(data);
        }
        return bson instanceof JsonObject json
                ? marking.filter(BsonDocument.parse(json.getJson()))
                : bson.toBsonDocument(type, marking);
    }

    /** A pipeline, as it is, and a stage with what the model adds by itself. */
    List<Bson> pipeline(List<? extends Bson> stages, boolean upsert) {
        List<Bson> all = new ArrayList<>(stages);
        BsonDocument added = new UpdateExtras(shape, values, clock).stage(upsert);
        if (!added.isEmpty()) {
            all.add(new BsonDocument("$set", added));
        }
        return all;
    }

    /** An update, cast and checked, with what the model adds by itself. */
    BsonDocument update(Bson update, boolean upsert, BsonDocument filter, Violations found) {
        Bound<T> present = bound();
        if (shape.saysNothing()
                && schema.timestamps().isEmpty()
                && schema.version().isEmpty()) {
            return update.toBsonDocument(type, present.all());
        }
        BsonDocument rendered = rendered(update, present, present.markingUpdates());
        BsonDocument written = new UpdateCast(shape, values, present.all(), warnings, found).update(rendered);
        boolean operators = !written.isEmpty() && written.getFirstKey().startsWith("$");
        if (operators && found.none()) {
            new UpdateExtras(shape, values, clock).add(written, upsert, filter, present.all(), found);
        }
        return written;
    }
}
