package dev.meerkat.internal.driver;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.MongoClientSettings;
import com.mongodb.MongoCredential;
import com.mongodb.ReadConcern;
import com.mongodb.ReadPreference;
import com.mongodb.ServerAddress;
import com.mongodb.WriteConcern;
import dev.meerkat.error.InvalidOptionsException;
import dev.meerkat.options.ConnectionOptions;
import dev.meerkat.options.TlsOptions;
import java.util.Random;
import java.util.stream.IntStream;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;

/** Contract §4: what the driver is told. */
class DriverSettingsTest {
    private static MongoClientSettings settings(ConnectionOptions options) {
        return DriverSettings.finish(DriverSettings.from(options, new Random(1)), options);
    }

    @Test
    void everyOptionOfTheDriverReachesIt() {
        MongoClientSettings made = settings(ConnectionOptions.builder()
                .uri("mongodb://a,b/?replicaSet=rs0&retryWrites=false&retryReads=false&maxPoolSize=3&timeoutMS=0")
                .maxPoolSize(7)
                .minPoolSize(2)
                .maxConnecting(3)
                .maxIdleTime(ofSeconds(4))
                .waitQueueTimeout(ofSeconds(5))
                .serverSelectionTimeout(ofSeconds(6))
                .connectTimeout(ofSeconds(8))
                .socketTimeout(ofSeconds(9))
                .heartbeatFrequency(ofMillis(750))
                .appName("shop")
                .readPreference(ReadPreference.nearest())
                .readConcern(ReadConcern.MAJORITY)
                .writeConcern(WriteConcern.MAJORITY)
                .build());
        assertThat(made.getClusterSettings().getHosts())
                .containsExactly(new ServerAddress("a"), new ServerAddress("b"));
        assertThat(made.getClusterSettings().getRequiredReplicaSetName()).isEqualTo("rs0");
        assertThat(made.getClusterSettings().getServerSelectionTimeout(MILLISECONDS))
                .isEqualTo(6_000);
        assertThat(made.getRetryWrites()).isFalse();
        assertThat(made.getRetryReads()).isFalse();
        assertThat(made.getConnectionPoolSettings().getMaxSize()).isEqualTo(7);
        assertThat(made.getConnectionPoolSettings().getMinSize()).isEqualTo(2);
        assertThat(made.getConnectionPoolSettings().getMaxConnecting()).isEqualTo(3);
        assertThat(made.getConnectionPoolSettings().getMaxConnectionIdleTime(MILLISECONDS))
                .isEqualTo(4_000);
        assertThat(made.getConnectionPoolSettings().getMaxConnectionLifeTime(MILLISECONDS))
                .isZero();
        assertThat(made.getConnectionPoolSettings().getMaxWaitTime(MILLISECONDS))
                .isEqualTo(5_000);
        assertThat(made.getSocketSettings().getConnectTimeout(MILLISECONDS)).isEqualTo(8_000);
        assertThat(made.getSocketSettings().getReadTimeout(MILLISECONDS)).isEqualTo(9_000);
        assertThat(made.getServerSettings().getHeartbeatFrequency(MILLISECONDS)).isEqualTo(750);
        assertThat(made.getApplicationName()).isEqualTo("shop");
        assertThat(made.getReadPreference()).isEqualTo(ReadPreference.nearest());
        assertThat(made.getReadConcern()).isEqualTo(ReadConcern.MAJORITY);
        assertThat(made.getWriteConcern()).isEqualTo(WriteConcern.MAJORITY);
        assertThat(made.getTimeout(MILLISECONDS)).isNull();
        assertThat(made.getSslSettings().isEnabled()).isFalse();
        assertThat(made.getCredential()).isNull();
    }

    @Test
    void theUrisConcernsLoginAndTlsReachIt() {
        MongoClientSettings made = settings(ConnectionOptions.builder()
                .uri("mongodb://ada:pw@h/shop?authSource=admin&w=2&readPreference=secondary&tls=true"
                        + "&tlsAllowInvalidHostnames=true&timeoutMS=1500")
                .build());
        assertThat(made.getCredential())
                .isEqualTo(MongoCredential.createCredential("ada", "admin", "pw".toCharArray()));
        assertThat(made.getWriteConcern()).isEqualTo(WriteConcern.W2);
        assertThat(made.getReadPreference()).isEqualTo(ReadPreference.secondary());
        assertThat(made.getSslSettings().isEnabled()).isTrue();
        assertThat(made.getSslSettings().isInvalidHostNameAllowed()).isTrue();
        assertThat(made.getTimeout(MILLISECONDS)).isEqualTo(1_500);
    }

    @Test
    void aCredentialOfCodeReplacesTheUris() {
        MongoCredential own = MongoCredential.createScramSha256Credential("bob", "other", "x".toCharArray());
        assertThat(settings(ConnectionOptions.builder()
                                .uri("mongodb://ada:pw@h")
                                .credential(own)
                                .build())
                        .getCredential())
                .isEqualTo(own);
        assertThat(settings(ConnectionOptions.builder()
                                .uri("mongodb://ada:pw@h/shop")
                                .credential("new")
                                .build())
                        .getCredential())
                .isEqualTo(MongoCredential.createCredential("ada", "shop", "new".toCharArray()));
    }

    @Test
    void aContextOfCodeReachesIt() throws Exception {
        SSLContext context = SSLContext.getDefault();
        MongoClientSettings made = settings(ConnectionOptions.builder()
                .uri("mongodb://h")
                .tls(TlsOptions.of(context))
                .build());
        assertThat(made.getSslSettings().isEnabled()).isTrue();
        assertThat(made.getSslSettings().getContext()).isSameAs(context);
    }

    @Test
    void lifeTimesOfClientsDifferByTenPercent() {
        ConnectionOptions options = ConnectionOptions.builder()
                .uri("mongodb://h")
                .maxLifeTime(ofMinutes(10))
                .build();
        Random random = new Random(3);
        var lives = IntStream.range(0, 500)
                .mapToLong(i -> DriverSettings.from(options, random)
                        .build()
                        .getConnectionPoolSettings()
                        .getMaxConnectionLifeTime(MILLISECONDS))
                .summaryStatistics();
        assertThat(lives.getMin()).isBetween(540_000L, 545_000L);
        assertThat(lives.getMax()).isBetween(655_000L, 660_000L);
    }

    @Test
    void customizeHasTheLastWord() {
        ConnectionOptions options = ConnectionOptions.builder()
                .uri("mongodb://h")
                .customize(settings -> settings.applicationName("mine").retryReads(false))
                .build();
        MongoClientSettings.Builder builder = DriverSettings.from(options, new Random(1));
        assertThat(builder.build().getApplicationName()).isNotEqualTo("mine");
        assertThat(DriverSettings.finish(builder, options).getApplicationName()).isEqualTo("mine");
    }

    @Test
    void withoutDeploymentNoUriIsNeeded() {
        ConnectionOptions options =
                ConnectionOptions.builder().readConcern(ReadConcern.MAJORITY).build();
        assertThat(DriverSettings.withoutDeployment(options).getReadConcern()).isEqualTo(ReadConcern.MAJORITY);
        assertThatThrownBy(() -> DriverSettings.from(options, new Random(1)))
                .isInstanceOf(InvalidOptionsException.class)
                .hasMessageContaining("MONGO_URI");
    }
}
