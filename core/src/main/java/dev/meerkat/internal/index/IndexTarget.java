package dev.meerkat.internal.index;

import com.mongodb.MongoNamespace;
import dev.meerkat.model.IndexDefinition;
import dev.meerkat.model.IndexPolicy;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A model as far as its indexes are concerned.
 *
 * @param model its name
 * @param namespace its collection; asked at each run, because the database's name may be known only then
 * @param definitions what its schema says
 * @param policy what its schema says is to be done; null means as the connection's options say
 */
public record IndexTarget(
        String model,
        Supplier<MongoNamespace> namespace,
        List<IndexDefinition> definitions,
        @Nullable IndexPolicy policy) {
    MongoNamespace place() {
        return namespace.get();
    }
}
