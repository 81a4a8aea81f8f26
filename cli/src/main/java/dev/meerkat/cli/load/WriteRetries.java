package dev.meerkat.cli.load;

import dev.meerkat.options.ConnectionOptions;

/**
 * The driver's own retries of writes. What a run counts is what became of each write, so each is sent once, unless the connection string
 * names {@code retryWrites}: with retries it would count as well whether the server remembers over a crash which writes it has applied.
 */
public final class WriteRetries {
    private WriteRetries() {}

    /** The options with the retries off, unless their connection string asks for them. */
    public static ConnectionOptions off(ConnectionOptions options) {
        return on(options)
                ? options
                : options.toBuilder()
                        .customize(settings -> settings.retryWrites(false))
                        .build();
    }

    /** Whether the connection string asks for them. */
    static boolean on(ConnectionOptions options) {
        return options.uri().options().entrySet().stream()
                .anyMatch(option -> option.getKey().equalsIgnoreCase("retryWrites") && yes(option.getValue()));
    }

    private static boolean yes(String value) {
        return value.equalsIgnoreCase("true") || value.equalsIgnoreCase("yes") || value.equals("1");
    }
}
