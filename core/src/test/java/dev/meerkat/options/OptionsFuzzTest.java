package dev.meerkat.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.meerkat.error.InvalidOptionsException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Random;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** Contract §4, O3: whatever is thrown at the options, only Meerkat's exceptions come out, and never a secret. */
class OptionsFuzzTest {
    private static final int ROUNDS = 4_000;

    /** Planted so that no part of them is a good host, option or value by itself. */
    private static final String USER = "us3r~Ada-Lovelace";

    private static final String PASSWORD = "pa55~Hunter-two";
    private static final String TOKEN = "t0k3n~Session-three";
    private static final String PASS_PHRASE = "phr4se~Key-four";
    private static final String PROXY = "pr0xy~Secret-five";

    private static final List<String> SECRETS = List.of(USER, PASSWORD, TOKEN, PASS_PHRASE, PROXY);

    private static final List<String> URIS = List.of(
            "mongodb://" + USER + ":" + PASSWORD
                    + "@a.example:27017,b:27018/shop?replicaSet=rs0&w=majority&autoIndex=false",
            "mongodb+srv://" + USER + ":" + PASSWORD + "@c.example.net/?retryWrites=true&appName=shop&maxPoolSize=5",
            "mongodb://" + USER + ":" + PASSWORD + "@[::1]:27017/?authMechanism=PLAIN&authSource=$external&tls=true",
            "mongodb://h/?authMechanism=MONGODB-AWS&authMechanismProperties=AWS_SESSION_TOKEN:" + TOKEN,
            "mongodb://h/?proxyHost=p&proxyUsername=" + USER + "&proxyPassword=" + PROXY
                    + "&serverSelectionTimeoutMS=500",
            "mongodb://h/?tlsCertificateKeyFile=/no/such.pem&tlsCertificateKeyFilePassword=" + PASS_PHRASE,
            "mongodb://" + USER + ":" + PASSWORD
                    + "@h/db?readPreference=nearest&readPreferenceTags=dc:a&maxIdleTimeMS=9");

    private static final String MARKS = "@:/?&=#%+;,<>[]{}$.\"' \\\t\n\u0000\u0130\u0131~1aZ-_|";

    private final ListAppender<ILoggingEvent> log = new ListAppender<>();

    @BeforeEach
    void watchTheLog() {
        log.start();
        ((Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME)).addAppender(log);
    }

    @AfterEach
    void leaveTheLog() {
        ((Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME)).detachAppender(log);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void mutatedUrisGiveOptionsOrOneExceptionWithoutSecrets(long seed) {
        Random random = new Random(seed);
        int good = 0;
        for (int round = 0; round < ROUNDS; round++) {
            String uri = mutated(URIS.get(random.nextInt(URIS.size())), random);
            good += tried(seed, round, uri, ConnectionOptions.builder().uri(uri)) ? 1 : 0;
        }
        assertThat(good)
                .as("the mutations are neither all good nor all bad")
                .isBetween(ROUNDS / 50, ROUNDS - ROUNDS / 10);
        assertSilent(seed);
    }

    @ParameterizedTest
    @ValueSource(longs = {4, 5, 6})
    void mutatedOptionSetsGiveOptionsOrOneExceptionWithoutSecrets(long seed) {
        Random random = new Random(seed);
        List<String> names = new ArrayList<>(Spelling.namesInConfiguration());
        List<String> texts = new ArrayList<>(List.of(
                "true",
                "7",
                "-1",
                "500ms",
                "5s",
                "none",
                "fixed(5s)",
                "exponential(1s,2s)",
                "",
                " ",
                "99999999999999999999",
                "PT1S",
                "primary",
                "majority",
                "shop",
                "production",
                "\u0130",
                "9223372036854775807d",
                "NaN"));
        List<String> harmless = List.copyOf(texts);
        texts.addAll(SECRETS);
        texts.addAll(URIS);
        for (int round = 0; round < ROUNDS; round++) {
            ConnectionOptions.Builder builder = ConnectionOptions.builder();
            StringBuilder told = new StringBuilder();
            for (int i = random.nextInt(5); i >= 0; i--) {
                String name = pick(names, random);
                String text = pick(takesAnyText(name) ? harmless : texts, random);
                told.append(name).append('=').append(text).append(' ');
                builder.set(name, text);
            }
            tried(seed, round, told.toString(), builder);
        }
        assertSilent(seed);
    }

    @ParameterizedTest
    @ValueSource(longs = {7, 8})
    void mutatedSourcesGiveOptionsOrOneExceptionWithoutSecrets(long seed) {
        Random random = new Random(seed);
        List<String> names = new ArrayList<>(Spelling.namesInEnvironment());
        for (int round = 0; round < ROUNDS; round++) {
            Properties file = new Properties();
            file.setProperty("meerkat.connections.logs.uri", mutated(pick(URIS, random), random));
            String variable = mutated("MEERKAT_CONNECTIONS_LOGS_" + pick(names, random), random);
            String text = takesAnyText(variable) ? "text" : pick(SECRETS, random);
            OptionSources sources = OptionSources.of(Map.of(variable, text), new Properties(), file);
            String told = variable + " " + file;
            judged(seed, round, told, () -> sources.resolve("logs", ConnectionOptions.production()));
        }
        assertSilent(seed);
    }

    /** Whether what is set here is meant to be seen, whatever it is. */
    private static boolean takesAnyText(String name) {
        String plain = name.toLowerCase(Locale.ROOT).replaceAll("[^a-z]", "");
        return plain.matches(".*(appname|database|dbname|tlscafile|tlscertificatekeyfile)");
    }

    private static String pick(List<String> from, Random random) {
        String picked = from.get(random.nextInt(from.size()));
        return random.nextInt(4) == 0 ? mutated(picked, random) : picked;
    }

    private static boolean tried(long seed, int round, String told, ConnectionOptions.Builder builder) {
        return judged(seed, round, told, builder::build);
    }

    private static boolean judged(long seed, int round, String told, Supplier<ConnectionOptions> made) {
        String where = "seed " + seed + ", round " + round + ": " + told;
        try {
            ConnectionOptions options = made.get();
            String shown = options + options.explainText() + options.warnings() + options.explain() + options.tls();
            clean(where, shown + options.toBuilder().build());
            clean(where, uri(options));
            return true;
        } catch (InvalidOptionsException expected) {
            for (Throwable cause = expected; cause != null; cause = cause.getCause()) {
                clean(where, cause + cause.getMessage());
            }
            clean(where, expected.diagnosis().toString());
            return false;
        } catch (RuntimeException | StackOverflowError other) {
            return fail(where, other);
        }
    }

    private static String uri(ConnectionOptions options) {
        try {
            return options.uri() + " " + options.uri().options();
        } catch (InvalidOptionsException missing) {
            return String.valueOf(missing.getMessage());
        }
    }

    private static void clean(String where, String text) {
        for (String secret : SECRETS) {
            if (text.contains(secret)) {
                fail(where + "\nshows a secret:\n" + text);
            }
        }
    }

    private void assertSilent(long seed) {
        log.list.forEach(event -> clean("log, seed " + seed, event.getFormattedMessage()));
    }

    private static String mutated(String text, Random random) {
        StringBuilder changed = new StringBuilder(text);
        for (int i = random.nextInt(4); i > 0; i--) {
            int at = random.nextInt(changed.length() + 1);
            int end = Math.min(changed.length(), at + 1 + random.nextInt(6));
            char mark = MARKS.charAt(random.nextInt(MARKS.length()));
            switch (random.nextInt(5)) {
                case 0 -> changed.insert(at, mark);
                case 1 -> changed.delete(at, Math.min(changed.length(), at + 1));
                case 2 -> changed.delete(at, end);
                case 3 -> changed.replace(at, Math.min(changed.length(), at + 1), String.valueOf(mark));
                default -> changed.insert(at, changed.substring(Math.min(at, end), end));
            }
        }
        return changed.toString();
    }
}
