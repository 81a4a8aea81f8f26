package dev.meerkat.internal.managed;

import java.util.List;
import java.util.Map;
import org.bson.BsonDocument;
import org.bson.codecs.configuration.CodecRegistry;
import org.bson.conversions.Bson;

/** Whether an aggregation writes. */
final class Pipelines {
    private Pipelines() {}

    /** Only the last stage can write. A stage that cannot be read counts as writing: the driver will complain about it anyway. */
    static boolean writes(List<? extends Bson> pipeline, CodecRegistry codecs) {
        if (pipeline.isEmpty()) {
            return false;
        }
        Bson last = pipeline.get(pipeline.size() - 1);
        if (last instanceof Map<?, ?> stage) {
            return writes(stage);
        }
        try {
            return writes(last.toBsonDocument(BsonDocument.class, codecs));
        } catch (RuntimeException unreadable) {
            return true;
        }
    }

    private static boolean writes(Map<?, ?> stage) {
        return stage.containsKey("$out") || stage.containsKey("$merge");
    }
}
