package dev.meerkat.internal.managed;

import com.mongodb.client.TransactionBody;
import org.jspecify.annotations.Nullable;

/** A transaction's body that remembers what it threw: that is the application's own and passes untouched. */
final class SpannedBody<T> implements TransactionBody<T> {
    private final TransactionBody<T> body;
    private @Nullable RuntimeException thrown;

    SpannedBody(TransactionBody<T> body) {
        this.body = body;
    }

    @Override
    public T execute() {
        try {
            return body.execute();
        } catch (RuntimeException failure) {
            thrown = failure;
            throw failure;
        }
    }

    @SuppressWarnings("ReferenceEquality") // the very object it threw
    boolean threw(RuntimeException failure) {
        return thrown == failure;
    }
}
