package dev.meerkat.options;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An option of a connection string that stays the driver's.
 *
 * @param name the usual spelling
 * @param form completes "must be"
 * @param good whether a value has the form
 */
record DriverUriOption(String name, String form, Predicate<String> good) {
    /** The driver's words for true. */
    static final Set<String> TRUE = Set.of("true", "yes", "1");

    private static final Set<String> FALSE = Set.of("false", "no", "0");

    private static final Pattern PAIR = Pattern.compile("[^:]+:.+");

    /** Options whose values are secret, in lower case. */
    private static final Set<String> SECRET =
            Set.of("proxyusername", "proxypassword", "authmechanismproperties", "tlscertificatekeyfilepassword");

    private static final Map<String, DriverUriOption> ALL = Stream.of(
                    yesOrNo("ssl", "tls", "tlsInsecure", "sslInvalidHostNameAllowed", "tlsAllowInvalidHostnames"),
                    yesOrNo("retryWrites", "retryReads", "directConnection", "loadBalanced", "safe", "journal", "j"),
                    numbers("localThresholdMS", "srvMaxHosts", "proxyPort", "wtimeoutMS", "wtimeout"),
                    texts("replicaSet", "srvServiceName", "proxyHost", "proxyUsername", "proxyPassword"),
                    texts("authSource", "gssapiServiceName"),
                    Stream.of(
                            new DriverUriOption(
                                    "w",
                                    "majority, a number or the name of a write concern",
                                    value -> value.matches("[A-Za-z0-9._-]{1,64}")),
                            pairs("readPreferenceTags", true),
                            pairs("authMechanismProperties", false),
                            new DriverUriOption(
                                    "maxStalenessSeconds",
                                    "-1 or a whole number from 90",
                                    value -> value.equals("-1") || (number(value) && Integer.parseInt(value) >= 90)),
                            new DriverUriOption(
                                    "zlibCompressionLevel",
                                    "a whole number from -1 to 9",
                                    value -> value.matches("-1|[0-9]")),
                            words(
                                    "readPreference",
                                    "primary",
                                    "primaryPreferred",
                                    "secondary",
                                    "secondaryPreferred",
                                    "nearest"),
                            words("readConcernLevel", "local", "majority", "linearizable", "snapshot", "available"),
                            words("serverMonitoringMode", "auto", "stream", "poll"),
                            words(
                                    "uuidRepresentation",
                                    "unspecified",
                                    "standard",
                                    "javaLegacy",
                                    "csharpLegacy",
                                    "pythonLegacy"),
                            exactWords(
                                    "authMechanism",
                                    "SCRAM-SHA-256",
                                    "SCRAM-SHA-1",
                                    "MONGODB-X509",
                                    "PLAIN",
                                    "GSSAPI",
                                    "MONGODB-AWS",
                                    "MONGODB-OIDC",
                                    "MONGODB-CR"),
                            new DriverUriOption(
                                    "compressors",
                                    "zlib, snappy and zstd, with ',' between them",
                                    value -> Set.of("zlib", "snappy", "zstd")
                                            .containsAll(Arrays.asList(value.split(",", -1))))))
            .flatMap(options -> options)
            .collect(Collectors.toUnmodifiableMap(option -> option.name.toLowerCase(Locale.ROOT), option -> option));

    /** The option with a key in lower case, null if the driver has none. */
    static @Nullable DriverUriOption find(String key) {
        return ALL.get(key);
    }

    static Stream<String> names() {
        return ALL.values().stream().map(DriverUriOption::name);
    }

    static boolean secret(String key) {
        return SECRET.contains(key);
    }

    private static Stream<DriverUriOption> yesOrNo(String... names) {
        return Arrays.stream(names)
                .map(name -> new DriverUriOption(name, "true or false", value -> {
                    String word = value.toLowerCase(Locale.ROOT);
                    return TRUE.contains(word) || FALSE.contains(word);
                }));
    }

    private static Stream<DriverUriOption> numbers(String... names) {
        return Arrays.stream(names)
                .map(name -> new DriverUriOption(name, "a whole number from 0", DriverUriOption::number));
    }

    private static boolean number(String value) {
        return value.matches("\\d{1,9}");
    }

    private static Stream<DriverUriOption> texts(String... names) {
        return Arrays.stream(names)
                .map(name -> new DriverUriOption(name, "text that is not blank", value -> !value.isBlank()));
    }

    private static DriverUriOption pairs(String name, boolean none) {
        return new DriverUriOption(
                name,
                "key:value, with ',' between two",
                value -> (none && value.isEmpty())
                        || Arrays.stream(value.split(",", -1))
                                .allMatch(pair -> PAIR.matcher(pair).matches()));
    }

    private static DriverUriOption words(String name, String... words) {
        return new DriverUriOption(
                name,
                "one of " + String.join(", ", words),
                value -> Arrays.stream(words).anyMatch(word -> word.equalsIgnoreCase(value)));
    }

    private static DriverUriOption exactWords(String name, String... words) {
        return new DriverUriOption(
                name,
                "one of " + String.join(", ", words),
                value -> Arrays.asList(words).contains(value));
    }
}
