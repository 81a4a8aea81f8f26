package dev.meerkat.internal.managed;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.MongoException;
import com.mongodb.client.MongoClient;
import java.util.stream.Stream;
import org.bson.BsonDocument;
import org.junit.jupiter.api.Test;

/** That the tests run on the driver the build names, under profile {@code drivers} too. */
class TestedDriverTest {
    @Test
    void theDriverOnTheClassPathIsTheOneAskedFor() {
        assertThat(Stream.of(MongoClient.class, MongoException.class, BsonDocument.class))
                .map(type ->
                        type.getProtectionDomain().getCodeSource().getLocation().getPath())
                .allMatch(jar -> jar.endsWith("-" + System.getProperty("tested-driver.version") + ".jar"));
    }
}
