package dev.meerkat.internal.model;

import com.mongodb.client.FindIterable;
import com.mongodb.client.model.Collation;
import dev.meerkat.options.StrictQuery;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/** What a query asks, besides its filter; null and 0 mean nothing said. Immutable. */
record FindSpec(
        @Nullable Bson sort,
        int limit,
        int skip,
        @Nullable Bson projection,
        int batchSize,
        @Nullable Bson hint,
        @Nullable Collation collation,
        @Nullable StrictQuery strictQuery) {
    static final FindSpec PLAIN = new FindSpec(null, 0, 0, null, 0, null, null, null);

    FindSpec sort(Bson order) {
        return new FindSpec(order, limit, skip, projection, batchSize, hint, collation, strictQuery);
    }

    FindSpec limit(int most) {
        return new FindSpec(sort, most, skip, projection, batchSize, hint, collation, strictQuery);
    }

    FindSpec skip(int first) {
        return new FindSpec(sort, limit, first, projection, batchSize, hint, collation, strictQuery);
    }

    FindSpec projection(Bson fields) {
        return new FindSpec(sort, limit, skip, fields, batchSize, hint, collation, strictQuery);
    }

    FindSpec batchSize(int documents) {
        return new FindSpec(sort, limit, skip, projection, documents, hint, collation, strictQuery);
    }

    FindSpec hint(Bson index) {
        return new FindSpec(sort, limit, skip, projection, batchSize, index, collation, strictQuery);
    }

    FindSpec collation(Collation other) {
        return new FindSpec(sort, limit, skip, projection, batchSize, hint, other, strictQuery);
    }

    FindSpec strictQuery(StrictQuery other) {
        return new FindSpec(sort, limit, skip, projection, batchSize, hint, collation, other);
    }

    <R> FindIterable<R> apply(FindIterable<R> find) {
        if (sort != null) {
            find.sort(sort);
        }
        if (limit != 0) {
            find.limit(limit);
        }
        if (skip != 0) {
            find.skip(skip);
        }
        if (projection != null) {
            find.projection(projection);
        }
        if (batchSize != 0) {
            find.batchSize(batchSize);
        }
        if (hint != null) {
            find.hint(hint);
        }
        return collation == null ? find : find.collation(collation);
    }
}
