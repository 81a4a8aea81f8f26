package dev.meerkat.internal.managed;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.MongoException;
import com.mongodb.client.MongoClient;
import java.util.stream.Stream;
import org.bson.BsonDocument;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** That profile {@code drivers} really runs the tests on the driver it names. */
class TestedDriverTest {
    @Test
    @EnabledIfSystemProperty(
            named = "tested-driver.version",
            matches = ".+",
            disabledReason = "profile drivers is not active")
    void theDriverOnTheClassPathIsTheOneAskedFor() {
        assertThat(Stream.of(MongoClient.class, MongoException.class, BsonDocument.class))
                .map(type -> type.getProtectionDomain().getCodeSource().getLocation().getPath())
                .allMatch(jar -> jar.endsWith("-" + System.getProperty("tested-driver.version") + ".jar"));
    }
}
