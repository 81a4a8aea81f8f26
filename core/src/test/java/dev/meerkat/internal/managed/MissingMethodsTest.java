package dev.meerkat.internal.managed;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoCursor;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class MissingMethodsTest {
    @Test
    void findsNoneWithTheDriverOfTheClassPath() {
        assertThat(MissingMethods.find()).isEmpty();
    }

    @Test
    void namesTheMethodsAClassLeavesAbstract() {
        assertThat(MissingMethods.find(Stream.of(Incomplete.class)))
                .contains("MongoCursor.tryNext()")
                .doesNotContain("MongoCursor.available()");
    }

    @Test
    void looksAtConcreteClassesOnly() {
        assertThat(MissingMethods.managedTypes()).noneMatch(type -> type.isInterface());
    }

    private abstract static class Incomplete implements MongoCursor<String> {
        @Override
        public int available() {
            return 0;
        }
    }
}
