package dev.meerkat.internal.model;

import dev.meerkat.Connection;
import dev.meerkat.diagnosis.Diagnosis;
import dev.meerkat.diagnosis.Problem;
import dev.meerkat.error.ModelConflictException;
import dev.meerkat.event.ConnectionEvent;
import dev.meerkat.event.ConnectionEvent.Facts;
import dev.meerkat.event.ModelRegistered;
import dev.meerkat.event.ModelRemoved;
import dev.meerkat.internal.index.IndexKeeper;
import dev.meerkat.internal.time.TimeSource;
import dev.meerkat.model.ConnectionIndexes;
import dev.meerkat.model.Model;
import dev.meerkat.model.Schema;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The models of one connection, by their names. Thread safety: safe. Source: contract I1. */
public final class Models {
    private final Connection connection;
    private final Clock clock;
    private final IndexKeeper keeper;
    private final Consumer<Function<Facts, ConnectionEvent>> teller;

    /** Guarded by itself; classes are read, and events told, outside. */
    private final Map<String, Handle<?>> models = new LinkedHashMap<>();

    /** Makes an empty set; {@code teller} tells an event of the connection. */
    public Models(
            Connection connection,
            TimeSource time,
            IndexKeeper keeper,
            Consumer<Function<Facts, ConnectionEvent>> teller) {
        this.connection = connection;
        this.clock = new Clock(time);
        this.keeper = keeper;
        this.teller = teller;
    }

    /** See {@link Connection#model(String, Class, Schema)}; {@code beside} may be null. */
    public <T> Model<T> model(String name, Class<T> type, @Nullable Schema beside) {
        if (name.isBlank()) {
            throw new IllegalArgumentException("a model's name must not be blank");
        }
        Definition<T> definition = Definition.of(type, beside);
        Handle<T> made = new Handle<>(new Core<>(connection, name, definition, clock, keeper), Handling.PLAIN);
        Handle<?> known;
        synchronized (models) {
            known = models.putIfAbsent(name, made);
        }
        if (known == null) {
            teller.accept(facts -> new ModelRegistered(facts, name, made.collectionName()));
            keeper.register(made.indexes());
            return made;
        }
        return same(known, made);
    }

    @SuppressWarnings("unchecked") // of the same class, or refused
    private <T> Model<T> same(Handle<?> known, Handle<T> wanted) {
        List<String> differences = new ArrayList<>();
        if (known.type() != wanted.type()) {
            differences.add("class is " + wanted.type().getName() + " instead of "
                    + known.type().getName());
        } else {
            differences.addAll(known.schema().differences(wanted.schema()));
        }
        if (differences.isEmpty()) {
            return (Model<T>) known;
        }
        String message = "model " + wanted.name() + " exists on connection " + connection.name()
                + " with another definition: " + String.join("; ", differences);
        Diagnosis diagnosis = Diagnosis.of(Problem.MODEL_CONFLICT, message, null, null);
        throw new ModelConflictException(diagnosis.toString(), diagnosis, null);
    }

    /** See {@link Connection#indexes()}: those of these models alone. */
    public ConnectionIndexes indexes() {
        return keeper.only(() -> {
            synchronized (models) {
                return models.values().stream().map(Handle::indexes).toList();
            }
        });
    }

    /** See {@link Connection#models()}. */
    public List<Model<?>> all() {
        synchronized (models) {
            return List.copyOf(models.values());
        }
    }

    /** See {@link Connection#removeModel(String)}. */
    public boolean remove(String name) {
        Handle<?> removed;
        synchronized (models) {
            removed = models.remove(name);
        }
        if (removed != null) {
            keeper.remove(removed.indexes());
            teller.accept(facts -> new ModelRemoved(facts, name));
        }
        return removed != null;
    }
}
