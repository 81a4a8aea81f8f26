package dev.meerkat.internal.managed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.MongoCursorNotFoundException;
import com.mongodb.ServerAddress;
import com.mongodb.ServerCursor;
import com.mongodb.client.MongoCursor;
import dev.meerkat.internal.gate.Generation;
import dev.meerkat.internal.gate.TestAdmission;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.bson.BsonDocument;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Contract G5, G6: what an open cursor holds, and for how long. */
class ManagedCursorTest {
    private final AtomicInteger released = new AtomicInteger();
    private final StubDriver driver = new StubDriver();
    private final ManagedClient client = ManagedClient.create(new CountingEntrance(null), new TestSettings());

    private ManagedCursor<Integer> over(Batches batches) {
        Lease lease = new Lease(new TestAdmission(new Generation(driver.client()), released::incrementAndGet));
        return new ManagedCursor<>(client, "find", batches, null, lease, false);
    }

    @Test
    void givesItsAdmissionBackWithTheLastBatchNotWithTheLastDocument() {
        ManagedCursor<Integer> cursor = over(new Batches(3, 2));

        for (int i = 0; i < 3; i++) {
            assertThat(cursor.next()).isEqualTo(i);
            assertThat(released).hasValue(0);
        }
        assertThat(cursor.hasNext()).isTrue();

        assertThat(released).hasValue(1);
        assertThat(cursor.next()).isEqualTo(3);
        assertThat(cursor.next()).isEqualTo(4);
        assertThat(cursor.hasNext()).isFalse();
        cursor.close();
        assertThat(released).hasValue(1);
    }

    @Test
    void givesItsAdmissionBackWhenClosedInTheMiddleAndOnlyOnce() {
        ManagedCursor<Integer> cursor = over(new Batches(3, 2));
        cursor.next();

        cursor.close();
        cursor.close();

        assertThat(released).hasValue(1);
        assertThatThrownBy(cursor::hasNext).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void givesItsAdmissionBackWhenItFails() {
        Batches batches = new Batches(1, 1);
        ManagedCursor<Integer> cursor = over(batches);
        cursor.next();
        batches.failure = new MongoCursorNotFoundException(1, new BsonDocument(), new ServerAddress());

        assertThatThrownBy(cursor::hasNext).isSameAs(batches.failure);

        assertThat(released).hasValue(1);
    }

    @Test
    void countsWhatTryNextTakes() {
        ManagedCursor<Integer> cursor = over(new Batches(2, 1));

        assertThat(List.of(cursor.tryNext(), cursor.tryNext())).containsExactly(0, 1);
        assertThat(released).hasValue(0);
        assertThat(cursor.tryNext()).isEqualTo(2);
        assertThat(released).hasValue(1);
        assertThat(cursor.tryNext()).isNull();
    }

    @Test
    void closesAfterForEachRemaining() {
        Batches batches = new Batches(2, 2);
        AtomicInteger seen = new AtomicInteger();

        over(batches).forEachRemaining(number -> seen.incrementAndGet());

        assertThat(seen).hasValue(4);
        assertThat(released).hasValue(1);
        assertThat(batches.closed).isTrue();
    }

    /** A driver's cursor over batches of the given sizes, which forgets its server cursor with the last. */
    private static final class Batches implements MongoCursor<Integer> {
        private final Deque<Integer> sizes = new ArrayDeque<>();
        private int left;
        private int next;
        private boolean closed;
        private @Nullable RuntimeException failure;

        Batches(int... sizes) {
            IntStream.of(sizes).forEach(this.sizes::add);
        }

        private boolean fetch() {
            if (closed) {
                throw new IllegalStateException("Cursor has been closed");
            }
            if (failure != null) {
                throw failure;
            }
            if (left == 0 && !sizes.isEmpty()) {
                left = sizes.remove();
            }
            return left > 0;
        }

        @Override
        public boolean hasNext() {
            return fetch();
        }

        @Override
        public Integer next() {
            fetch();
            left--;
            return next++;
        }

        @Override
        public @Nullable Integer tryNext() {
            return fetch() ? next() : null;
        }

        @Override
        public int available() {
            return left;
        }

        @Override
        public @Nullable ServerCursor getServerCursor() {
            return sizes.isEmpty() ? null : new ServerCursor(1, getServerAddress());
        }

        @Override
        public ServerAddress getServerAddress() {
            return new ServerAddress();
        }

        @Override
        public void close() {
            closed = true;
        }
    }
}
