package dev.meerkat.options;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.mongodb.MongoClientSettings;
import com.mongodb.MongoCredential;
import com.mongodb.ReadConcern;
import com.mongodb.ReadPreference;
import com.mongodb.WriteConcern;
import dev.meerkat.diagnosis.Problem;
import dev.meerkat.error.InvalidOptionsException;
import java.time.Duration;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Contract §4: values, defaults, presets, problems. */
class ConnectionOptionsTest {
    private static final String URI = "mongodb://ada:hunter2@h/shop";

    private static ConnectionOptions with(Consumer<ConnectionOptions.Builder> options) {
        ConnectionOptions.Builder builder = ConnectionOptions.builder();
        options.accept(builder);
        return builder.build();
    }

    @Test
    void defaultsAreTheTables() {
        ConnectionOptions o = with(b -> {});
        assertThat(o.maxPoolSize()).isEqualTo(100);
        assertThat(o.minPoolSize()).isZero();
        assertThat(o.maxIdleTime()).isEqualTo(ofSeconds(10));
        assertThat(o.waitQueueTimeout()).isEqualTo(ofSeconds(5));
        assertThat(o.maxConnecting()).isEqualTo(2);
        assertThat(o.maxLifeTime()).isZero();
        assertThat(o.serverSelectionTimeout()).isEqualTo(ofSeconds(30));
        assertThat(o.connectTimeout()).isEqualTo(ofSeconds(10));
        assertThat(o.socketTimeout()).isZero();
        assertThat(o.operationTimeout()).isEmpty();
        assertThat(o.heartbeatFrequency()).isEqualTo(ofSeconds(10));
        assertThat(o.autoIndex()).isTrue();
        assertThat(o.autoCreate()).isTrue();
        assertThat(o.bufferCommands()).isTrue();
        assertThat(o.bufferTimeout()).isEqualTo(ofSeconds(30));
        assertThat(o.maxBuffered()).isEqualTo(10_000);
        assertThat(o.retry()).isEqualTo(RetryPolicy.exponential(ofMillis(500), ofSeconds(30)));
        assertThat(o.startup()).isEqualTo(Startup.REQUIRED);
        assertThat(o.startupTimeout()).contains(ofSeconds(60));
        assertThat(o.required()).isTrue();
        assertThat(o.strictQuery()).isEqualTo(StrictQuery.FALSE);
        assertThat(o.sanitizeFilter()).isTrue();
        assertThat(o.closeGrace()).isEqualTo(ofSeconds(10));
        assertThat(o.leakThreshold()).isEmpty();
        assertThat(o.appName()).endsWith("/default");
        assertThat(o.readPreference()).isEqualTo(ReadPreference.primary());
        assertThat(o.readConcern()).isEqualTo(ReadConcern.DEFAULT);
        assertThat(o.writeConcern()).isEqualTo(WriteConcern.ACKNOWLEDGED);
        assertThat(o.readOnly()).isFalse();
        assertThat(o.database()).isEqualTo("test");
        assertThat(o.credential()).isEmpty();
        assertThat(o.tls()).isEmpty();
        assertThat(o.signals()).isFalse();
        assertThat(o.customize()).isEmpty();
        assertThat(o.warnings()).isEmpty();
    }

    @Test
    void everySetterReachesItsAccessor() {
        Consumer<MongoClientSettings.Builder> customize = settings -> {};
        MongoCredential credential = MongoCredential.createCredential("u", "s", "p".toCharArray());
        ConnectionOptions o = with(b -> b.maxPoolSize(9)
                .minPoolSize(8)
                .maxIdleTime(ofSeconds(1))
                .waitQueueTimeout(ofSeconds(2))
                .maxConnecting(3)
                .maxLifeTime(ofSeconds(4))
                .serverSelectionTimeout(ofSeconds(5))
                .connectTimeout(ofSeconds(6))
                .socketTimeout(ofSeconds(7))
                .operationTimeout(ofSeconds(8))
                .heartbeatFrequency(ofSeconds(9))
                .autoIndex(false)
                .autoCreate(false)
                .bufferCommands(false)
                .bufferTimeout(ofSeconds(11))
                .maxBuffered(12)
                .retry(RetryPolicy.none())
                .startup(Startup.BACKGROUND)
                .startupTimeout(ofSeconds(13))
                .required(false)
                .strictQuery(StrictQuery.THROW)
                .sanitizeFilter(false)
                .closeGrace(ofSeconds(14))
                .leakThreshold(ofSeconds(15))
                .appName("app")
                .readPreference(ReadPreference.nearest())
                .readConcern(ReadConcern.MAJORITY)
                .writeConcern(WriteConcern.MAJORITY)
                .readOnly(true)
                .database("db")
                .credential(credential)
                .tls(TlsOptions.on())
                .signals(true)
                .customize(customize));
        assertThat(o.maxPoolSize()).isEqualTo(9);
        assertThat(o.minPoolSize()).isEqualTo(8);
        assertThat(o.maxIdleTime()).isEqualTo(ofSeconds(1));
        assertThat(o.waitQueueTimeout()).isEqualTo(ofSeconds(2));
        assertThat(o.maxConnecting()).isEqualTo(3);
        assertThat(o.maxLifeTime()).isEqualTo(ofSeconds(4));
        assertThat(o.serverSelectionTimeout()).isEqualTo(ofSeconds(5));
        assertThat(o.connectTimeout()).isEqualTo(ofSeconds(6));
        assertThat(o.socketTimeout()).isEqualTo(ofSeconds(7));
        assertThat(o.operationTimeout()).contains(ofSeconds(8));
        assertThat(o.heartbeatFrequency()).isEqualTo(ofSeconds(9));
        assertThat(o.autoIndex()).isFalse();
        assertThat(o.autoCreate()).isFalse();
        assertThat(o.bufferCommands()).isFalse();
        assertThat(o.bufferTimeout()).isEqualTo(ofSeconds(11));
        assertThat(o.maxBuffered()).isEqualTo(12);
        assertThat(o.retry()).isEqualTo(RetryPolicy.none());
        assertThat(o.startup()).isEqualTo(Startup.BACKGROUND);
        assertThat(o.startupTimeout()).contains(ofSeconds(13));
        assertThat(o.required()).isFalse();
        assertThat(o.strictQuery()).isEqualTo(StrictQuery.THROW);
        assertThat(o.sanitizeFilter()).isFalse();
        assertThat(o.closeGrace()).isEqualTo(ofSeconds(14));
        assertThat(o.leakThreshold()).contains(ofSeconds(15));
        assertThat(o.appName()).isEqualTo("app");
        assertThat(o.readPreference()).isEqualTo(ReadPreference.nearest());
        assertThat(o.readConcern()).isEqualTo(ReadConcern.MAJORITY);
        assertThat(o.writeConcern()).isEqualTo(WriteConcern.MAJORITY);
        assertThat(o.readOnly()).isTrue();
        assertThat(o.database()).isEqualTo("db");
        assertThat(o.credential()).contains(credential);
        assertThat(o.tls()).contains(TlsOptions.on());
        assertThat(o.signals()).isTrue();
        assertThat(o.customize()).containsSame(customize);
    }

    @Test
    void theLinesOfTheDesignCompile() {
        ConnectionOptions o = with(b -> b.autoIndex(false)
                .maxPoolSize(10)
                .minPoolSize(2)
                .serverSelectionTimeout(ofSeconds(5))
                .socketTimeout(ofSeconds(45)));
        assertThat(o.toBuilder()
                        .uri(URI)
                        .credential("new")
                        .build()
                        .credential()
                        .orElseThrow()
                        .getPassword())
                .containsExactly("new".toCharArray());
    }

    @Test
    void productionIsTheSeedsUtility() {
        ConnectionOptions o = ConnectionOptions.production();
        assertThat(o.autoIndex()).isFalse();
        assertThat(o.autoCreate()).isFalse();
        assertThat(o.maxPoolSize()).isEqualTo(10);
        assertThat(o.minPoolSize()).isEqualTo(2);
        assertThat(o.serverSelectionTimeout()).isEqualTo(ofSeconds(5));
        assertThat(o.socketTimeout()).isEqualTo(ofSeconds(45));
        assertThat(o.bufferTimeout()).isEqualTo(ofSeconds(15));
        assertThat(o.strictQuery()).isEqualTo(StrictQuery.TRUE);
        assertThat(o.retry()).isEqualTo(RetryPolicy.fixed(ofSeconds(5)));
        assertThat(o.startupTimeout()).isEmpty();
        assertThat(o.operationTimeout()).isEmpty();
        assertThat(o.signals()).isTrue();
    }

    @Test
    void aPresetIsALayerOfDefaultsWhoeverAppliesIt() {
        ConnectionOptions o = ConnectionOptions.production().toBuilder()
                .uri("mongodb://h/?maxPoolSize=40")
                .minPoolSize(1)
                .build();
        assertThat(o.maxPoolSize()).isEqualTo(40);
        assertThat(o.minPoolSize()).isEqualTo(1);
        assertThat(o.autoIndex()).isFalse();
        assertThat(with(b -> b.uri("mongodb://h/?preset=production")).maxPoolSize())
                .isEqualTo(10);
        assertThat(with(b -> b.set("preset", "worker")).maxPoolSize()).isEqualTo(5);
    }

    @Test
    void aWorkerSaysSoInItsName() {
        assertThat(ConnectionOptions.worker().maxPoolSize()).isEqualTo(5);
        assertThat(ConnectionOptions.worker().minPoolSize()).isZero();
        assertThat(ConnectionOptions.worker().appName()).endsWith("/default/worker");
    }

    @Test
    void bufferTimeoutIsNeverShorterThanSelectionUnlessSomebodySaysSo() {
        assertThat(with(b -> b.serverSelectionTimeout(ofSeconds(2))).bufferTimeout())
                .isEqualTo(ofSeconds(10));
        assertThat(with(b -> b.serverSelectionTimeout(ofSeconds(20))).bufferTimeout())
                .isEqualTo(ofSeconds(20));
        assertThat(with(b -> b.preset(Preset.PRODUCTION).serverSelectionTimeout(ofSeconds(20)))
                        .bufferTimeout())
                .isEqualTo(ofSeconds(20));
        assertThat(with(b -> b.bufferTimeout(ofMillis(1))).bufferTimeout()).isEqualTo(ofMillis(1));
    }

    @Test
    void everyProblemIsInOneMessageWithNameValueRuleAndFix() {
        ConnectionOptions.Builder builder = ConnectionOptions.builder()
                .uri("mongodb://ada:hunter2@h/?tls=yep")
                .maxPoolSize(-1)
                .connectTimeout(Duration.ofNanos(5))
                .set("maxPolSize", "3")
                .set("retry", "often");
        InvalidOptionsException thrown = catchThrowableOfType(InvalidOptionsException.class, builder::build);
        assertThat(thrown)
                .hasMessageContainingAll(
                        "5 problems",
                        "maxPoolSize = -1: must be a whole number from 0 to 2147483647. Fix: write maxPoolSize=100",
                        "connectTimeout = PT0.000000005S: must be whole milliseconds from 1ms",
                        "maxPolSize: is no option. Fix: did you mean maxPoolSize?",
                        "retry = often: must be none",
                        "uri option tls = yep: must be true or false")
                .hasMessageNotContaining("hunter2");
        assertThat(thrown.diagnosis().problem()).isEqualTo(Problem.INVALID_OPTIONS);
    }

    @Test
    void settingAgainReplacesTheFault() {
        assertThat(with(b -> b.maxPoolSize(-1).maxPoolSize(3)).maxPoolSize()).isEqualTo(3);
    }

    @Test
    void nullsAreProblemsAndNoCrashesButANullUriIsNotSet() {
        assertThatThrownBy(() -> with(b -> b.retry(null).connectTimeout(null)))
                .isInstanceOf(InvalidOptionsException.class)
                .hasMessageContainingAll("retry = null", "connectTimeout = null");
        assertThatThrownBy(() -> with(b -> b.uri(null)).uri())
                .isInstanceOf(InvalidOptionsException.class)
                .hasMessageContaining("MONGO_URI");
    }

    @Test
    void aMissingUriNamesTheVariable() {
        assertThatThrownBy(() -> with(b -> {}).uri())
                .hasMessage(
                        "MK-INVALID-OPTIONS: uri: is missing (connection=default). Fix: set the environment variable"
                                + " MONGO_URI, the property meerkat.connections.default.uri, or uri(...) in code");
    }

    @Test
    void aPoolWithoutLimitMayHaveAnyMinimum() {
        assertThat(with(b -> b.maxPoolSize(0).minPoolSize(500)).minPoolSize()).isEqualTo(500);
        assertThat(with(b -> b.maxPoolSize(5).minPoolSize(5)).minPoolSize()).isEqualTo(5);
        assertThatThrownBy(() -> with(b -> b.maxPoolSize(4).minPoolSize(5))).hasMessageContaining("minPoolSize = 5");
    }

    @Test
    void indexesAreForcedOffWithAWarningWhenReadsMayMissThePrimary() {
        ConnectionOptions o = with(b -> b.readPreference(ReadPreference.secondaryPreferred()));
        assertThat(o.autoIndex()).isFalse();
        assertThat(o.autoCreate()).isFalse();
        assertThat(o.warnings()).isEmpty();
        assertThat(o.explainText())
                .contains("autoIndex = false (default); forced off: the read preference is not primary");
        ConnectionOptions asked = with(b -> b.readPreference(ReadPreference.secondaryPreferred())
                .autoIndex(true)
                .autoCreate(true));
        assertThat(asked.warnings())
                .containsExactly(
                        "autoIndex: forced off: the read preference is not primary",
                        "autoCreate: forced off: the read preference is not primary");
        assertThat(with(b -> b.uri("mongodb://h/?readPreference=nearest")).autoIndex())
                .isFalse();
        assertThat(with(b -> b.readPreference(ReadPreference.primary())).autoIndex())
                .isTrue();
    }

    @Test
    void aUnixSocketIsRefusedWithoutTheLibraryThatItNeeds() {
        assertThatThrownBy(() -> with(b -> b.uri("mongodb://%2Ftmp%2Fmongodb-27017.sock/shop")))
                .isInstanceOf(InvalidOptionsException.class)
                .hasMessageContaining("com.github.jnr:jnr-unixsocket")
                .hasMessageContaining("host:port");
    }

    @Test
    void leakThresholdSaysBothWaysToTurnItOff() {
        assertThatThrownBy(() -> with(b -> b.set("leakThreshold", "0"))).hasMessageContaining("none or 0s");
        assertThat(with(b -> b.set("leakThreshold", "0s")).leakThreshold()).isEmpty();
        assertThat(with(b -> b.set("leakThreshold", "none")).leakThreshold()).isEmpty();
    }

    @Test
    void whatHasNoEffectSaysSo() {
        ConnectionOptions o = with(b -> b.operationTimeout(ofSeconds(3)).socketTimeout(ofSeconds(4)));
        assertThat(o.explainText())
                .contains("socketTimeout = 4s (code); not in effect: operationTimeout is set")
                .contains("waitQueueTimeout = 5s (default); not in effect: operationTimeout is set");
        assertThat(o.warnings()).containsExactly("socketTimeout: not in effect: operationTimeout is set");
        assertThat(with(b -> b.socketTimeout(ofSeconds(4))).explainText()).doesNotContain("not in effect");
    }

    @Test
    void whatOnlyNodesDriverKnowsIsTakenOutWithAWarning() {
        ConnectionOptions o =
                with(b -> b.uri("mongodb://h/shop?useNewUrlParser=true&maxPoolSize=7&family=4&w=majority"));
        assertThat(o.maxPoolSize()).isEqualTo(7);
        assertThat(o.revealForDriver()).isEqualTo("mongodb://h/shop?w=majority");
        assertThat(o.warnings())
                .containsExactly(
                        "uri option useNewUrlParser: means nothing in current drivers: take it out",
                        "uri option family: has no effect: the JVM chooses, by -Djava.net.preferIPv4Stack=true for example");
        assertThatThrownBy(() -> with(b -> b.uri("mongodb://h/?useNewUrlPaser=true")))
                .hasMessageContaining("useNewUrlPaser");
    }

    @Test
    void aLongNameIsCutToTheDriversBytesWithAWarning() {
        ConnectionOptions o = with(b -> b.appName("é".repeat(65)));
        assertThat(o.appName()).isEqualTo("é".repeat(64));
        assertThat(o.warnings()).containsExactly("appName: cut to the driver's 128 bytes");
        assertThat(with(b -> b.appName("é".repeat(64))).warnings()).isEmpty();
    }

    @Test
    void differencesNameWhatIsInEffect() {
        Consumer<MongoClientSettings.Builder> customize = settings -> {};
        ConnectionOptions one = with(b -> b.uri(URI).customize(customize));
        assertThat(one.differences(with(b -> b.uri(URI).customize(customize).maxPoolSize(100))))
                .isEmpty();
        assertThat(one)
                .isEqualTo(with(b -> b.uri(URI).customize(customize)))
                .hasSameHashCodeAs(with(b -> b.uri(URI).customize(customize)));
        assertThat(one.differences(
                        with(b -> b.uri(URI).customize(settings -> {}).maxPoolSize(99))))
                .containsExactly("maxPoolSize", "customize");
        assertThat(one.differences(with(b -> b.uri(URI).customize(customize).credential("other"))))
                .containsExactly("credential");
        assertThat(one).isNotEqualTo(with(b -> b.uri(URI)));
    }

    @Test
    void theLoginIsTheUrisUnlessReplacedInPartOrWhole() {
        assertThat(with(b -> b.uri(URI)).credential().orElseThrow().getUserName())
                .isEqualTo("ada");
        ConnectionOptions other = with(b -> b.uri(URI + "?authSource=admin").credential("bob", "secret"));
        assertThat(other.credential().orElseThrow())
                .isEqualTo(MongoCredential.createCredential("bob", "admin", "secret".toCharArray()));
        MongoCredential whole = MongoCredential.createMongoX509Credential();
        assertThat(with(b -> b.uri(URI).credential("x").credential(whole)).credential())
                .contains(whole);
        assertThat(with(b -> b.uri("mongodb://h/?authMechanism=PLAIN").credential(whole))
                        .credential())
                .contains(whole);
        assertThatThrownBy(() -> with(b -> b.uri("mongodb://h").credential("x")))
                .hasMessageContaining("there is no user");
    }

    @Test
    void theUriSaysWhetherTlsIsSpokenUnlessCodeDoes() {
        assertThat(with(b -> b.uri("mongodb://h/?tls=true")).tls()).contains(TlsOptions.on());
        assertThat(with(b -> b.uri("mongodb://h/?ssl=false")).tls()).contains(TlsOptions.off());
        assertThat(with(b -> b.uri("mongodb+srv://h.example.com")).tls()).contains(TlsOptions.on());
        assertThat(with(b -> b.uri("mongodb+srv://h.example.com/?tls=false")).tls())
                .contains(TlsOptions.off());
        assertThat(with(b -> b.uri("mongodb://h/?tls=true").tls(TlsOptions.off()))
                        .tls())
                .contains(TlsOptions.off());
    }

    @Test
    void theUrisConcernsAndDatabaseAreExplained() {
        ConnectionOptions o =
                with(b -> b.uri("mongodb://h/shop?w=2&readConcernLevel=majority&readPreference=primaryPreferred"));
        assertThat(o.database()).isEqualTo("shop");
        assertThat(o.writeConcern()).isEqualTo(WriteConcern.W2);
        assertThat(o.readConcern()).isEqualTo(ReadConcern.MAJORITY);
        assertThat(o.explainText())
                .contains("database = shop (URI path)")
                .contains("writeConcern = 2 (URI w)")
                .contains("readPreference = primaryPreferred (URI readPreference)");
        assertThat(with(b -> b.uri("mongodb://h/shop?dbName=other")).database()).isEqualTo("other");
    }

    @Test
    void noTextShowsASecret() {
        ConnectionOptions o =
                with(b -> b.uri("mongodb://ada:hunter2@h/?proxyHost=p&proxyUsername=zoe&proxyPassword=hunter3")
                        .credential("hunter4"));
        assertThat(o
                        + o.explainText()
                        + o.warnings()
                        + o.explain()
                        + o.uri()
                        + o.uri().options())
                .doesNotContain("ada", "zoe", "hunter")
                .contains("credential=<hidden>");
    }
}
