package dev.meerkat.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.ServerAddress;
import com.mongodb.client.MongoClient;
import org.bson.BsonDocument;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** That the suite runs on the driver it was told to run on, and on one version of all its parts. Source: design §5. */
abstract class DriverVersionContract {
    @ParameterizedTest
    @ValueSource(classes = {MongoClient.class, ServerAddress.class, BsonDocument.class})
    void every_part_of_the_driver_has_the_version_the_build_names(Class<?> part) {
        String expected = System.getProperty("tested-driver.version");

        assertThat(expected).as("set by the build").isNotNull();
        assertThat(part.getProtectionDomain().getCodeSource().getLocation().getPath())
                .endsWith("-" + expected + ".jar");
    }
}
