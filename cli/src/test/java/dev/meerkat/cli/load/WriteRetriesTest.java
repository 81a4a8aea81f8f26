package dev.meerkat.cli.load;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.MongoClientSettings;
import dev.meerkat.options.ConnectionOptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each write is sent once, unless the connection string asks for the driver's retries. */
class WriteRetriesTest {
    @ParameterizedTest
    @CsvSource({
        "mongodb://h/, false",
        "mongodb://h/?retryWrites=false, false",
        "mongodb://h/?retryReads=true, false",
        "mongodb://h/?retryWrites=true, true",
        "mongodb://h/?retrywrites=TRUE, true",
    })
    void are_on_only_when_asked_for(String uri, boolean on) {
        ConnectionOptions options =
                WriteRetries.off(ConnectionOptions.builder().uri(uri).build());

        MongoClientSettings.Builder settings = MongoClientSettings.builder();
        options.customize().ifPresent(customize -> customize.accept(settings));
        assertThat(settings.build().getRetryWrites()).isEqualTo(on);
        assertThat(WriteRetries.on(options)).isEqualTo(on);
    }
}
