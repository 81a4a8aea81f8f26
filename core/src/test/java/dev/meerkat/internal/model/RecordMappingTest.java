package dev.meerkat.internal.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.MongoClientSettings;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.bson.BsonDocument;
import org.bson.BsonDocumentReader;
import org.bson.BsonDocumentWriter;
import org.bson.BsonType;
import org.bson.codecs.Codec;
import org.bson.codecs.DecoderContext;
import org.bson.codecs.EncoderContext;
import org.bson.codecs.configuration.CodecConfigurationException;
import org.bson.codecs.configuration.CodecRegistry;
import org.bson.codecs.pojo.annotations.BsonId;
import org.bson.codecs.pojo.annotations.BsonProperty;
import org.bson.codecs.pojo.annotations.BsonRepresentation;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.Test;

/** The stand-in for the driver's record codec does what that does, where both can. */
class RecordMappingTest {
    /** Everything both can map. */
    public record Everything(
            int whole,
            @BsonId ObjectId key,
            @BsonProperty("n") String name,
            List<Inner> inners,
            Map<String, Long> counts,
            Thread.State state,
            Instant at,
            @BsonRepresentation(BsonType.OBJECT_ID) String reference,
            Inner inner) {}

    /** A nested one. */
    public record Inner(String id, Double share) {}

    record Closed(ObjectId id, int count) {}

    private static final CodecRegistry REGISTRY = MongoClientSettings.getDefaultCodecRegistry();
    private final Codec<Everything> ours = new RecordMapping<>(Everything.class, false, REGISTRY);
    private final Codec<Everything> drivers = REGISTRY.get(Everything.class);

    private static <T> BsonDocument written(Codec<T> codec, T value, boolean collectible) {
        BsonDocument document = new BsonDocument();
        EncoderContext context = EncoderContext.builder()
                .isEncodingCollectibleDocument(collectible)
                .build();
        codec.encode(new BsonDocumentWriter(document), value, context);
        return document;
    }

    private static <T> T read(Codec<T> codec, BsonDocument document) {
        return codec.decode(
                new BsonDocumentReader(document), DecoderContext.builder().build());
    }

    private static Everything sample() {
        return new Everything(
                7,
                new ObjectId(),
                "ada",
                List.of(new Inner("i", 0.5), new Inner(null, null)),
                Map.of("a", 1L),
                Thread.State.NEW,
                Instant.ofEpochMilli(5),
                new ObjectId().toHexString(),
                new Inner("x", 1.0));
    }

    @Test
    void itWritesAndReadsWhatTheDriversWrites() {
        Everything sample = sample();
        for (boolean collectible : new boolean[] {true, false}) {
            BsonDocument document = written(ours, sample, collectible);
            assertThat(document.toJson())
                    .isEqualTo(written(drivers, sample, collectible).toJson());
            assertThat(read(ours, document)).isEqualTo(read(drivers, document)).isEqualTo(sample);
        }
    }

    @Test
    void nullsAndUnknownFieldsAndAnotherOrderAreTakenAsTheDriverTakesThem() {
        Everything empty = new Everything(0, null, null, null, null, null, null, null, null);
        assertThat(written(ours, empty, true)).isEqualTo(written(drivers, empty, true));
        BsonDocument document = BsonDocument.parse("{strange: {a: [1]}, n: 'x', inner: null, whole: 3}");
        assertThat(read(ours, document)).isEqualTo(read(drivers, document));
    }

    @Test
    void aRecordThatIsNotPublicIsMappedAndIdAloneIsTheIdAtTheTop() {
        Codec<Closed> codec = new RecordMapping<>(Closed.class, true, REGISTRY);
        Closed closed = new Closed(new ObjectId(), 3);

        BsonDocument document = written(codec, closed, true);

        assertThat(document).containsOnlyKeys("_id", "count");
        assertThat(read(codec, document)).isEqualTo(closed);
        assertThat(read(codec, BsonDocument.parse("{id: 'another', count: 1}"))).isEqualTo(new Closed(null, 1));
    }

    @Test
    void whatCannotBeReadIsTheDriversKindOfErrorWithTheRecordsName() {
        Codec<Closed> codec = new RecordMapping<>(Closed.class, true, REGISTRY);

        assertThatThrownBy(() -> read(codec, BsonDocument.parse("{}")))
                .isInstanceOf(CodecConfigurationException.class)
                .hasMessageContaining("count")
                .hasMessageContaining(Closed.class.getName());
        assertThatThrownBy(() -> read(codec, BsonDocument.parse("{count: 'x'}")))
                .isInstanceOf(CodecConfigurationException.class)
                .hasMessageContaining("count");
    }

    @Test
    void onlyTheDriversOwnCodecIsReplacedAndOnlyWhereItCannotServe() {
        RecordMappingProvider provider = new RecordMappingProvider(REGISTRY, null);

        assertThat(provider.get(Closed.class, REGISTRY)).isInstanceOf(RecordMapping.class);
        assertThat(provider.get(Everything.class, REGISTRY)).isNull();
        assertThat(provider.get(String.class, REGISTRY)).isNull();
        assertThat(new RecordMappingProvider(REGISTRY, Everything.class).get(Everything.class, REGISTRY))
                .isInstanceOf(RecordMapping.class);
    }
}
