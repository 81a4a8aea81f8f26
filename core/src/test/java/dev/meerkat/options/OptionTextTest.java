package dev.meerkat.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.meerkat.error.InvalidOptionsException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Contract §4: options from text, in every spelling. */
class OptionTextTest {
    private static String value(ConnectionOptions options, String name) {
        return options.explain().stream()
                .filter(option -> option.name().equals(name))
                .findFirst()
                .orElseThrow()
                .value();
    }

    @ParameterizedTest
    @CsvSource({
        "maxPoolSize,7,maxPoolSize,7",
        "max-pool-size,7,maxPoolSize,7",
        "maxIdleTime,PT5S,maxIdleTime,5s",
        "maxIdleTimeMS,5000,maxIdleTime,5s",
        "max-idle-time-ms,5000,maxIdleTime,5s",
        "serverSelectionTimeoutMS,5000,serverSelectionTimeout,5s",
        "socketTimeoutMS,45000,socketTimeout,45s",
        "timeoutMS,1500,operationTimeout,1500ms",
        "operation-timeout,none,operationTimeout,none",
        "startup-timeout,none,startupTimeout,none",
        "leakThreshold,off,leakThreshold,none",
        "leak-threshold,2m,leakThreshold,2m",
        "autoIndex,FALSE,autoIndex,false",
        "strictQuery,throw,strictQuery,throw",
        "strict-query,true,strictQuery,true",
        "startup,background,startup,background",
        "retry,fixed(500ms),retry,fixed(500ms)",
        "retry,none,retry,none",
        "readPreference,secondaryPreferred,readPreference,secondaryPreferred",
        "readPreference,PRIMARY,readPreference,primary",
        "readConcernLevel,majority,readConcern,majority",
        "writeConcern,majority,writeConcern,majority",
        "w,1,writeConcern,1",
        "dbName,shop,database,shop",
        "database,shop,database,shop",
        "tls,true,tls,on",
        "ssl,false,tls,off",
        "appName,the shop,appName,the shop",
        "uri,mongodb://a:b@h/x,uri,mongodb://<hidden>@h/x",
        "sanitize-filter,false,sanitizeFilter,false",
    })
    void aSpellingIsUnderstood(String name, String text, String option, String value) {
        assertThat(value(ConnectionOptions.builder().set(name, text).build(), option))
                .isEqualTo(value);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "maxIdleTime|5000|written like 500ms",
                "maxIdleTimeMS|5s|as the name ends in MS",
                "maxIdleTimeMS|99999999999|to 24 days",
                "maxPoolSize|99999999999|whole number",
                "maxPoolSize|0x10|whole number",
                "waitQueueTimeout|0s|from 1ms",
                "serverSelectionTimeoutMS|0|from 1ms",
                "heartbeatFrequency|499ms|from 500ms",
                "autoIndex|1|true or false",
                "strictQuery|maybe|one of false, true, throw",
                "startup|later|one of required, background",
                "retry|fixed(0s)|at least 1 ms",
                "retry|exponential(30s,1s)|cap not below first",
                "readPreference|secundary|one of primary",
                "readConcern|x|one of local",
                "database|a.b|name of a database",
                "appName|' '|not blank",
                "customize|x|in code alone",
                "credential|x|in code alone",
                "max_pool_size|5|did you mean maxPoolSize?",
                "maxpoolsize|5|did you mean maxPoolSize?",
                "buffer-timout|5s|did you mean buffer-timeout?",
                "replicaSet|rs0|write it into the URI's query",
                "colour|blue|is no option",
                "uri|h:27017|must begin with mongodb://",
            })
    void anotherIsRefused(String name, String text, String message) {
        assertThatThrownBy(() -> ConnectionOptions.builder().set(name, text).build())
                .isInstanceOf(InvalidOptionsException.class)
                .hasMessageContaining(message)
                .hasNoCause();
    }

    @Test
    void loginsAreUnderstoodAsMongooseSpellsThem() {
        ConnectionOptions o = ConnectionOptions.builder()
                .uri("mongodb://h/?authSource=admin")
                .set("user", "ada")
                .set("pass", "hunter2")
                .build();
        assertThat(o.credential().orElseThrow().getUserName()).isEqualTo("ada");
        assertThat(o.revealForDriver()).isEqualTo("mongodb://ada:hunter2@h/?authsource=admin");
    }

    @Test
    void whatCouldBeASecretIsNotQuoted() {
        assertThatThrownBy(() -> ConnectionOptions.builder()
                        .set("maxPoolSize", "p@ss word!")
                        .build())
                .hasMessageContaining("maxPoolSize = <10 characters>")
                .hasMessageNotContaining("p@ss");
        assertThatThrownBy(() -> ConnectionOptions.builder().set("p@ss", "x").build())
                .hasMessageNotContaining("p@ss");
    }
}
