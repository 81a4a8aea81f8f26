package dev.meerkat.micrometer;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.micrometer.core.instrument.config.NamingConvention;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/** Meters that were registered together and go together. Not thread-safe. */
final class Meters {
    /** The bounds that OpenTelemetry advises for times of database clients. */
    private static final Duration[] BUCKETS = {
        Duration.ofMillis(1),
        Duration.ofMillis(5),
        Duration.ofMillis(10),
        Duration.ofMillis(50),
        Duration.ofMillis(100),
        Duration.ofMillis(500),
        Duration.ofSeconds(1),
        Duration.ofSeconds(5),
        Duration.ofSeconds(10)
    };

    private final MeterRegistry registry;
    private final List<Meter> registered = new ArrayList<>();

    Meters(MeterRegistry registry) {
        this.registry = registry;
    }

    /** Held strongly: Micrometer by itself keeps what it asks only weakly. */
    void gauge(MeterName name, Tags tags, DoubleSupplier value) {
        registered.add(Gauge.builder(name.meter(), value::getAsDouble)
                .description(name.meaning())
                .baseUnit(unit(name))
                .tags(tags)
                .strongReference(true)
                .register(registry));
    }

    /** The state object, which Micrometer holds weakly, is this one: it lives as long as its meters; the function is held strongly. */
    void counter(MeterName name, Tags tags, DoubleSupplier value) {
        registered.add(FunctionCounter.builder(name.meter(), this, self -> value.getAsDouble())
                .description(name.meaning())
                .baseUnit(unit(name))
                .tags(tags)
                .register(registry));
    }

    Counter counter(MeterName name, Tags tags) {
        Counter counter = Counter.builder(name.meter())
                .description(name.meaning())
                .tags(tags)
                .register(registry);
        registered.add(counter);
        return counter;
    }

    Timer timer(MeterName name, Tags tags) {
        Timer timer = Timer.builder(name.meter())
                .description(name.meaning())
                .serviceLevelObjectives(BUCKETS)
                .tags(tags)
                .register(registry);
        registered.add(timer);
        return timer;
    }

    /**
     * The unit. One in braces counts things, and Prometheus' form of a name leaves such units out, as OpenTelemetry does there; Micrometer
     * would write it into the name.
     */
    private @Nullable String unit(MeterName name) {
        boolean things = name.unit().startsWith("{");
        return name.unit().isEmpty() || things && writtenIntoNames(registry, name.unit()) ? null : name.unit();
    }

    private static boolean writtenIntoNames(MeterRegistry registry, String unit) {
        if (registry instanceof CompositeMeterRegistry composite) {
            return composite.getRegistries().stream().anyMatch(each -> writtenIntoNames(each, unit));
        }
        NamingConvention naming = registry.config().namingConvention();
        return !naming.name("a", Meter.Type.GAUGE, unit).equals(naming.name("a", Meter.Type.GAUGE, null));
    }

    void remove() {
        registered.forEach(registry::remove);
        registered.clear();
    }
}
