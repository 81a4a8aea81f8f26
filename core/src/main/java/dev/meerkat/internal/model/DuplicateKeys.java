package dev.meerkat.internal.model;

import com.mongodb.ClientBulkWriteException;
import com.mongodb.MongoBulkWriteException;
import com.mongodb.MongoCommandException;
import com.mongodb.MongoException;
import com.mongodb.MongoWriteException;
import dev.meerkat.error.Violation;
import dev.meerkat.model.DuplicateKey;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bson.BsonDocument;
import org.bson.BsonInvalidOperationException;
import org.bson.json.JsonParseException;
import org.jspecify.annotations.Nullable;

/** Reads the server's words about a duplicate key: {@code E11000 … index: email_1 dup key: { email: "x" }}. */
final class DuplicateKeys {
    private static final Pattern WORDS =
            Pattern.compile("E11000 .*?index: (.+?)(?: collation: .*?)? +dup key: (.*)", Pattern.DOTALL);
    private static final int CODE = 11_000;

    private DuplicateKeys() {}

    static @Nullable DuplicateKey in(Throwable failure, Shape shape) {
        for (Throwable each = failure; each != null; each = each.getCause()) {
            String words = each instanceof MongoException mongo ? words(mongo) : null;
            Matcher found = words == null ? null : WORDS.matcher(words);
            if (found != null && found.find()) {
                return new DuplicateKey(found.group(1), values(key(each, found.group(2)), shape));
            }
        }
        return null;
    }

    private static @Nullable String words(MongoException failure) {
        if (failure instanceof MongoWriteException write) {
            return write.getError().getMessage();
        } else if (failure instanceof MongoBulkWriteException bulk) {
            return bulk.getWriteErrors().stream()
                    .filter(error -> error.getCode() == CODE)
                    .map(error -> error.getMessage())
                    .findFirst()
                    .orElse(null);
        } else if (failure instanceof ClientBulkWriteException bulk) {
            return bulk.getWriteErrors().values().stream()
                    .filter(error -> error.getCode() == CODE)
                    .map(error -> error.getMessage())
                    .findFirst()
                    .orElse(null);
        }
        return failure.getCode() == CODE ? failure.getMessage() : null;
    }

    /** The key: commands have it in their answer, writes in words alone, which may have a form of their own. */
    private static BsonDocument key(Throwable failure, String words) {
        if (failure instanceof MongoCommandException command
                && command.getResponse().get("keyValue") instanceof BsonDocument key) {
            return key;
        }
        try {
            return BsonDocument.parse(words);
        } catch (JsonParseException | BsonInvalidOperationException anotherForm) {
            return new BsonDocument();
        }
    }

    private static Map<String, @Nullable Object> values(BsonDocument key, Shape shape) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        key.forEach((path, value) -> {
            Node node = shape.at(path);
            boolean secret = node != null && node.secret;
            values.put(path, secret ? Violation.HIDDEN : value.isNull() ? null : Shown.of(value));
        });
        return values;
    }
}
