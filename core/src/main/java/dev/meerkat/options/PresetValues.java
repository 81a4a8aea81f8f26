package dev.meerkat.options;

import java.time.Duration;
import java.util.Map;

/** What presets set. Source: contract §4. */
final class PresetValues {
    private static final Map<Option<?>, Object> PRODUCTION = Map.ofEntries(
            Map.entry(OptionTable.AUTO_INDEX, false),
            Map.entry(OptionTable.AUTO_CREATE, false),
            Map.entry(OptionTable.MAX_POOL_SIZE, 10),
            Map.entry(OptionTable.MIN_POOL_SIZE, 2),
            Map.entry(OptionTable.SERVER_SELECTION_TIMEOUT, Duration.ofSeconds(5)),
            Map.entry(OptionTable.SOCKET_TIMEOUT, Duration.ofSeconds(45)),
            Map.entry(OptionTable.STRICT_QUERY, StrictQuery.TRUE),
            Map.entry(OptionTable.RETRY, RetryPolicy.fixed(Duration.ofSeconds(5))),
            Map.entry(OptionTable.STARTUP_TIMEOUT, Duration.ZERO),
            Map.entry(OptionTable.SIGNALS, true));

    private static final Map<Option<?>, Object> WORKER =
            Map.of(OptionTable.MAX_POOL_SIZE, 5, OptionTable.MIN_POOL_SIZE, 0);

    private PresetValues() {}

    static void addTo(Layers layers, Preset preset) {
        Map<Option<?>, Object> values = preset == Preset.PRODUCTION ? PRODUCTION : WORKER;
        values.forEach((option, value) -> layers.put(Origin.PRESET, option, Entry.good(value, Option.lower(preset))));
    }
}
