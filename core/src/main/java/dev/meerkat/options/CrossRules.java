package dev.meerkat.options;

import com.mongodb.TaggableReadPreference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/** Rules over more than one option. */
final class CrossRules {
    /** The driver's specification of maxStaleness: this much above the heartbeat's frequency. */
    private static final long IDLE_WRITE_SECONDS = 10;

    private CrossRules() {}

    static List<OptionProblem> check(Map<Option<?>, Settled> values) {
        List<OptionProblem> problems = new ArrayList<>();
        pool(values, problems);
        staleness(values, problems);
        return problems;
    }

    private static void pool(Map<Option<?>, Settled> values, List<OptionProblem> problems) {
        int most = OptionTable.MAX_POOL_SIZE.cast(value(values, OptionTable.MAX_POOL_SIZE));
        int least = OptionTable.MIN_POOL_SIZE.cast(value(values, OptionTable.MIN_POOL_SIZE));
        if (most != 0 && least > most) {
            problems.add(new OptionProblem(
                    "minPoolSize",
                    String.valueOf(least),
                    "must not be above maxPoolSize, which is " + most,
                    "lower minPoolSize or raise maxPoolSize"));
        }
    }

    private static void staleness(Map<Option<?>, Settled> values, List<OptionProblem> problems) {
        Duration heartbeat = OptionTable.HEARTBEAT_FREQUENCY.cast(value(values, OptionTable.HEARTBEAT_FREQUENCY));
        if (!(value(values, OptionTable.READ_PREFERENCE) instanceof TaggableReadPreference preference)) {
            return;
        }
        Long staleness = preference.getMaxStaleness(TimeUnit.SECONDS);
        long least = Math.max(90, heartbeat.toSeconds() + IDLE_WRITE_SECONDS);
        if (staleness != null && staleness >= 0 && staleness < least) {
            problems.add(new OptionProblem(
                    "readPreference",
                    "maxStaleness " + staleness + "s",
                    "must be at least 90s, and 10s above heartbeatFrequency: here " + least + "s",
                    "raise maxStaleness or leave it out"));
        }
    }

    private static Object value(Map<Option<?>, Settled> values, Option<?> option) {
        Settled settled = Objects.requireNonNull(values.get(option));
        return Objects.requireNonNull(settled.value());
    }
}
