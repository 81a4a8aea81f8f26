package dev.meerkat.lab.internal.front;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.bson.BsonArray;
import org.bson.BsonBoolean;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonString;
import org.bson.BsonValue;
import org.jspecify.annotations.Nullable;

/** Reads {@code configureFailPoint: "failCommand"} for backends that do not know it. */
final class FailPoint {
    private static final BsonInt32 NONE = new BsonInt32(0);

    private FailPoint() {}

    static boolean is(BsonDocument command) {
        return command.getString("configureFailPoint", new BsonString(""))
                .getValue()
                .equals("failCommand");
    }

    static boolean isOff(BsonDocument command) {
        BsonValue mode = command.get("mode");
        return mode != null && mode.isString() && mode.asString().getValue().equals("off");
    }

    static Fault read(BsonDocument command) {
        BsonDocument data = command.getDocument("data", new BsonDocument());
        BsonValue mode = command.get("mode");
        BsonDocument counts = mode != null && mode.isDocument() ? mode.asDocument() : new BsonDocument();
        int times = counts.getNumber("times", new BsonInt32(Integer.MAX_VALUE)).intValue();
        boolean blocks = data.getBoolean("blockConnection", BsonBoolean.FALSE).getValue();
        return new Fault(
                names(data),
                counts.getNumber("skip", NONE).intValue(),
                times,
                data.containsKey("appName") ? data.getString("appName").getValue() : null,
                blocks ? Duration.ofMillis(data.getNumber("blockTimeMS").longValue()) : Duration.ZERO,
                error(data),
                data.containsKey("writeConcernError") ? data.getDocument("writeConcernError") : null,
                data.getBoolean("closeConnection", BsonBoolean.FALSE).getValue(),
                false);
    }

    private static Set<String> names(BsonDocument data) {
        Set<String> names = new HashSet<>();
        data.getArray("failCommands")
                .forEach(name -> names.add(name.asString().getValue().toLowerCase(Locale.ROOT)));
        return names;
    }

    private static @Nullable BsonDocument error(BsonDocument data) {
        if (!data.containsKey("errorCode")) {
            return null;
        }
        List<String> labels = data.getArray("errorLabels", new BsonArray()).stream()
                .map(label -> label.asString().getValue())
                .toList();
        int code = data.getNumber("errorCode").intValue();
        return Errors.of(code, "FailPoint", "Failing command via 'failCommand' failpoint", labels);
    }
}
