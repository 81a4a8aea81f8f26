package dev.meerkat.internal.index;

import com.mongodb.ReadPreference;
import dev.meerkat.model.IndexPolicy;
import dev.meerkat.options.ConnectionOptions;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is done about indexes through a connection, and what is not even when a model or a call asks for it. What happens by itself is settled in
 * the options {@code autoIndex} and {@code autoCreate}. Source: contract §4, I5.
 */
final class IndexRights {
    private IndexRights() {}

    /** Why no index and no collection is made through the connection, whoever asks; empty if they may be. */
    static Optional<String> objection(ConnectionOptions options) {
        if (options.readOnly()) {
            return Optional.of("the connection is declared readOnly");
        }
        String preference = options.readPreference().getName();
        boolean primary = preference.equals(ReadPreference.primary().getName())
                || preference.equals(ReadPreference.primaryPreferred().getName());
        return primary ? Optional.empty() : Optional.of("the connection's read preference is " + preference);
    }

    /** A model's own policy, else what the options say. */
    static IndexPolicy policy(@Nullable IndexPolicy own, ConnectionOptions options) {
        if (own != null) {
            return own;
        }
        return options.autoIndex() ? IndexPolicy.CREATE : IndexPolicy.OFF;
    }

    /** Whether a policy changes anything on the server. */
    static boolean changes(IndexPolicy policy) {
        return policy == IndexPolicy.CREATE || policy == IndexPolicy.SYNC;
    }
}
