package dev.meerkat.internal.index;

import com.mongodb.MongoNamespace;
import dev.meerkat.internal.index.IndexShape.Difference;
import dev.meerkat.model.ExistingIndex;
import dev.meerkat.model.IndexConflict;
import dev.meerkat.model.IndexConflict.Remedy;
import dev.meerkat.model.IndexDefinition;
import dev.meerkat.model.IndexPlan;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.jspecify.annotations.Nullable;

/**
 * Compares a model's definitions with what the server has. Confined to the thread that made it.
 *
 * <p>A definition is met by an index of the same shape, whatever its name. Otherwise an index stands in its way that has its name, or that
 * a server would take for the same index: then it is a conflict. What neither this model's nor another's definitions meet is unknown.
 */
final class Planner {
    private static final BsonDocument ID = new BsonDocument("_id", new BsonInt32(1));

    private final String model;
    private final MongoNamespace place;
    private final @Nullable BsonDocument collation;
    private final Map<ExistingIndex, IndexShape> existing;
    private final List<IndexShape> others;
    private final List<IndexDefinition> toCreate = new ArrayList<>();
    private final List<IndexConflict> conflicts = new ArrayList<>();
    private final Set<ExistingIndex> equal = new LinkedHashSet<>();

    private Planner(String model, MongoNamespace place, IndexReading reading, List<IndexDefinition> others) {
        this.model = model;
        this.place = place;
        this.collation = reading.collation();
        this.existing = reading.shapes();
        this.others = others.stream().map(IndexShape::of).toList();
    }

    /**
     * The plan.
     *
     * @param others what other models of the connection declare for the same collection
     */
    static IndexPlan plan(
            String model,
            MongoNamespace place,
            List<IndexDefinition> definitions,
            IndexReading reading,
            List<IndexDefinition> others) {
        return new Planner(model, place, reading, others).plan(definitions);
    }

    private IndexPlan plan(List<IndexDefinition> definitions) {
        Map<IndexDefinition, IndexShape> open = new LinkedHashMap<>();
        for (IndexDefinition each : definitions) {
            IndexShape shape = IndexShape.of(each);
            boolean twice = open.values().stream().anyMatch(known -> same(shape, known));
            if (!twice && !Alike.inOrder(each.keys(), ID) && !met(each, shape)) {
                open.put(each, shape);
            }
        }
        open.forEach(this::judge);
        List<ExistingIndex> unknown = existing.keySet().stream()
                .filter(each -> !equal.contains(each) && !wantedByOthers(each) && !standsInTheWay(each))
                .toList();
        return new IndexPlan(
                model, place.getFullName(), List.copyOf(toCreate), List.copyOf(conflicts), List.copyOf(equal), unknown);
    }

    private boolean same(IndexShape wanted, IndexShape other) {
        return wanted.differences(other, collation).isEmpty();
    }

    /** Looks for an index of the same shape, by preference one of the same name. */
    private boolean met(IndexDefinition wanted, IndexShape shape) {
        List<ExistingIndex> fit = existing.entrySet().stream()
                .filter(each -> same(shape, each.getValue()))
                .map(Map.Entry::getKey)
                .toList();
        fit.stream()
                .filter(each -> each.name().equals(wanted.name()))
                .findFirst()
                .or(() -> fit.stream().findFirst())
                .ifPresent(equal::add);
        return !fit.isEmpty();
    }

    private void judge(IndexDefinition wanted, IndexShape shape) {
        for (Map.Entry<ExistingIndex, IndexShape> each : existing.entrySet()) {
            List<Difference> differences = shape.differences(each.getValue(), collation);
            boolean named = each.getKey().name().equals(wanted.name());
            if (named || clash(shape, each.getValue(), differences)) {
                conflicts.add(conflict(wanted, shape, each.getKey(), differences));
                return;
            }
        }
        toCreate.add(wanted);
    }

    /** Whether a server has place for one of the two only, whatever their names: one text index for each collection, one index for each signature. */
    private static boolean clash(IndexShape wanted, IndexShape other, List<Difference> differences) {
        boolean texts = wanted.text() && other.text();
        return texts || wanted.sameKeys(other) && !wanted.distinct(differences);
    }

    private IndexConflict conflict(
            IndexDefinition wanted, IndexShape shape, ExistingIndex old, List<Difference> differences) {
        IndexShape oldShape = IndexShape.of(old.description());
        boolean rivals = equal.contains(old) || wantedByOthers(old);
        Remedy remedy;
        if (rivals) {
            remedy = Remedy.NONE;
        } else if (shape.sameKeys(oldShape) && shape.changeable(differences)) {
            remedy = Remedy.CHANGE;
        } else {
            boolean beside = !clash(shape, oldShape, differences);
            remedy = beside ? Remedy.REPLACE : Remedy.DROP_FIRST;
        }
        List<String> told = differences.stream().map(Difference::toString).toList();
        return new IndexConflict(
                wanted,
                old,
                told,
                remedy,
                Explanation.conflict(place, wanted, shape.sameKeys(oldShape), old, told, remedy));
    }

    private boolean wantedByOthers(ExistingIndex index) {
        IndexShape shape = IndexShape.of(index.description());
        return others.stream().anyMatch(each -> same(each, shape));
    }

    private boolean standsInTheWay(ExistingIndex index) {
        return conflicts.stream().anyMatch(each -> each.existing().equals(index));
    }
}
