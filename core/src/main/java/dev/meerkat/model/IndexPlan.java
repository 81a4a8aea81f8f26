package dev.meerkat.model;

import java.util.List;
import java.util.StringJoiner;
import java.util.stream.Stream;

/**
 * What the schema says about a collection's indexes, compared with what the server has: a dry run. Mongoose's {@code diffIndexes}.
 *
 * <p>The index on {@code _id} and that of a clustered collection are left out. Compared are keys, their order and every option an {@link
 * IndexDefinition} can hold; not the name, and not what only the server knows. Immutable. Source: contract I5.
 *
 * @param model the model's name
 * @param namespace database and collection
 * @param toCreate what is missing
 * @param conflicts what is missing and cannot be built as long as another index stands there
 * @param equal what the server has as the schema says, maybe under another name
 * @param unknown what the server has and no model of the connection declares
 */
public record IndexPlan(
        String model,
        String namespace,
        List<IndexDefinition> toCreate,
        List<IndexConflict> conflicts,
        List<ExistingIndex> equal,
        List<ExistingIndex> unknown) {
    /** Whether the server has everything the schema says; it may have more. */
    public boolean isEmpty() {
        return toCreate.isEmpty() && conflicts.isEmpty();
    }

    /** What {@link IndexedModel#syncIndexes(IndexSync)} would drop: what it replaces, and with {@code dropUnknown()} the unknown. */
    public List<ExistingIndex> toDrop(IndexSync how) {
        List<ExistingIndex> replaced = conflicts.stream()
                .filter(each -> each.remedy() == IndexConflict.Remedy.REPLACE
                        || how.dropsFirst() && each.remedy() == IndexConflict.Remedy.DROP_FIRST)
                .map(IndexConflict::existing)
                .toList();
        return how.dropsUnknown()
                ? Stream.concat(replaced.stream(), unknown.stream()).distinct().toList()
                : replaced;
    }

    /** The plan in words, a line for each index. */
    @Override
    public String toString() {
        StringJoiner lines = new StringJoiner("\n  ", "indexes of " + namespace + " (model " + model + ")\n  ", "");
        lines.setEmptyValue("indexes of " + namespace + " (model " + model + "): none");
        toCreate.forEach(each -> lines.add("create   " + each));
        conflicts.forEach(each -> lines.add("conflict " + each.existing() + ": " + each.diagnosis()));
        equal.forEach(each -> lines.add("equal    " + each));
        unknown.forEach(each -> lines.add("unknown  " + each + "; kept unless syncIndexes is told dropUnknown()"));
        return lines.toString();
    }
}
