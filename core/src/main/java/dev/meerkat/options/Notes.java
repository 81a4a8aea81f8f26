package dev.meerkat.options;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Notes on options that have no effect because of another. */
final class Notes {
    private Notes() {}

    static void add(Map<Option<?>, Settled> values) {
        if (!Duration.ZERO.equals(value(values, OptionTable.OPERATION_TIMEOUT))) {
            idle(values, "operationTimeout is set", OptionTable.SOCKET_TIMEOUT, OptionTable.WAIT_QUEUE_TIMEOUT);
        }
        if (Boolean.FALSE.equals(value(values, OptionTable.BUFFER_COMMANDS))) {
            idle(values, "bufferCommands is false", OptionTable.BUFFER_TIMEOUT, OptionTable.MAX_BUFFERED);
        }
        if (value(values, OptionTable.STARTUP) == Startup.BACKGROUND) {
            idle(values, "startup is background", OptionTable.STARTUP_TIMEOUT);
        }
    }

    private static @Nullable Object value(Map<Option<?>, Settled> values, Option<?> option) {
        Settled settled = values.get(option);
        return settled == null ? null : settled.value();
    }

    private static void idle(Map<Option<?>, Settled> values, String why, Option<?>... options) {
        for (Option<?> option : List.of(options)) {
            values.computeIfPresent(option, (same, settled) -> settled.with("not in effect: " + why, settled.asked()));
        }
    }
}
