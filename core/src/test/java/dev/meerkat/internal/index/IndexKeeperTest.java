package dev.meerkat.internal.index;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.MongoNamespace;
import java.lang.reflect.Proxy;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** I5: which open of a connection the models' indexes are kept in. */
class IndexKeeperTest {
    private final IndexGround ground = (IndexGround) Proxy.newProxyInstance(
            IndexKeeperTest.class.getClassLoader(), new Class<?>[] {IndexGround.class}, (self, method, arguments) -> {
                throw new AssertionError("nothing runs here");
            });
    private final IndexKeeper keeper = new IndexKeeper(ground);
    private final ModelIndexes model =
            keeper.of(new IndexTarget("User", () -> new MongoNamespace("shop.users"), List.of(), null));

    @BeforeEach
    void register() {
        keeper.register(model);
    }

    /** One open, whose thread the test is. */
    private static final class Open implements IndexGround.Opening {
        private final boolean live;
        private int started;

        Open(boolean live) {
            this.live = live;
        }

        @Override
        public boolean live() {
            return live;
        }

        @Override
        public void awaitConnected() {}

        @Override
        public void start(Runnable work) {
            started++;
        }
    }

    @Test
    void I5_an_open_that_is_told_after_its_end_takes_no_work_from_the_one_that_followed() {
        Open over = new Open(false);
        Open present = new Open(true);

        keeper.opened(present);
        keeper.opened(over);

        assertThat(keeper.next(present)).isSameAs(model);
        assertThat(over.started).isZero();
    }

    @Test
    void I5_an_open_takes_the_work_over_from_the_one_before() {
        Open before = new Open(true);
        Open present = new Open(true);

        keeper.opened(before);
        keeper.opened(present);

        assertThat(keeper.next(before)).isNull();
        assertThat(keeper.next(present)).isSameAs(model);
    }
}
