package dev.meerkat.benchmarks.peers;

import java.util.List;
import org.bson.types.ObjectId;
import org.jspecify.annotations.Nullable;

/** The operations that are compared, as a library has them. */
interface Mapper<T> {
    @Nullable
    T find(ObjectId id);

    /** Documents of people of full age, at most so many. */
    List<T> adults(int most);

    void insert(T document);

    void insert(List<T> documents);
}
