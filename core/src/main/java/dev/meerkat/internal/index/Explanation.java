package dev.meerkat.internal.index;

import com.mongodb.MongoCommandException;
import com.mongodb.MongoException;
import com.mongodb.MongoNamespace;
import dev.meerkat.diagnosis.Diagnosis;
import dev.meerkat.diagnosis.Problem;
import dev.meerkat.error.MeerkatException;
import dev.meerkat.model.ExistingIndex;
import dev.meerkat.model.IndexConflict.Remedy;
import dev.meerkat.model.IndexDefinition;
import dev.meerkat.model.IndexPlan;
import java.util.List;
import java.util.Set;
import java.util.StringJoiner;

/** What went wrong with an index, in the catalogue's words with the index's own names, and whether trying again may help. */
final class Explanation {
    /** Specifications the server does not take; its texts name fields and options, never documents. */
    private static final Set<Integer> SPECIFICATION = Set.of(2, 9, 14, 59, 67, 72, 115, 197, 40415);

    /** A build of the same index, or something else that cannot go on beside it, runs just now. */
    private static final Set<Integer> BUSY = Set.of(46, 117, 285, 12586, 12587);

    private static final int LONGEST = 300;

    private Explanation() {}

    static Diagnosis conflict(
            MongoNamespace place,
            IndexDefinition wanted,
            boolean sameKeys,
            ExistingIndex existing,
            List<String> differences,
            Remedy remedy) {
        Problem problem = sameKeys ? Problem.INDEX_OPTIONS_DIFFER : Problem.INDEX_NAME_TAKEN;
        String what = "Index " + wanted.name() + " of " + place.getFullName() + " is to be "
                + wanted.keys().toJson()
                + ", and the existing index " + existing.name() + " stands there with differences: "
                + String.join("; ", differences);
        return Diagnosis.of(problem, what, null, null).withFix(fix(remedy, wanted, existing));
    }

    private static String fix(Remedy remedy, IndexDefinition wanted, ExistingIndex existing) {
        return switch (remedy) {
            case CHANGE -> "Correct the schema, or call syncIndexes(): the server changes the existing index in place";
            case REPLACE ->
                "Correct the schema" + (wanted.name().equals(existing.name()) ? " or the name" : "")
                        + ", or call syncIndexes(): it builds the new index and then drops the old one";
            case DROP_FIRST ->
                "Correct the schema, or drop index " + existing.name()
                        + " yourself, or call syncIndexes(IndexSync.SAFE.dropFirst()): the server cannot have both, so for"
                        + " the time of the build there is none";
            case NONE ->
                "Give one of the two another name or the same options: the existing index is as another"
                        + " definition on this connection says";
        };
    }

    /** What the server answered to a build, a change or a drop. */
    static Diagnosis refusal(MongoNamespace place, IndexDefinition index, RuntimeException failure) {
        int code = failure instanceof MongoException answer ? answer.getCode() : 0;
        Diagnosis known = Diagnosis.of(failure);
        String host = known.host().orElse(null);
        String which = "index " + index.name() + " " + index.keys().toJson() + " of " + place.getFullName();
        if (known.problem() == Problem.DUPLICATE_KEY) {
            return Diagnosis.of(
                            Problem.INDEX_DUPLICATES,
                            "Unique " + which + " cannot be built: documents with equal keys exist",
                            host,
                            failure)
                    .withFix("Find them with db." + place.getCollectionName() + ".aggregate(" + search(index)
                            + "), change or delete all but one of each, then call createIndexes()");
        }
        if (known.problem() == Problem.NOT_AUTHORIZED || known.problem() == Problem.READ_ONLY) {
            return rights(place, known);
        }
        if (known.problem() == Problem.INDEX_OPTIONS_DIFFER || known.problem() == Problem.INDEX_NAME_TAKEN) {
            return Diagnosis.of(known.problem(), "The server refused " + which + told(failure, code), host, failure);
        }
        if (SPECIFICATION.contains(code)) {
            return Diagnosis.of(
                    Problem.INDEX_REFUSED, "The server refused " + which + told(failure, code), host, failure);
        }
        return known.withDetail("while it was asked for " + which);
    }

    /** The server's own reason, if it is one about the specification. */
    private static String told(RuntimeException failure, int code) {
        if (!(failure instanceof MongoCommandException answer)) {
            return " (" + code + ")";
        }
        String text = String.valueOf(answer.getErrorMessage());
        String reason = text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text;
        return " (" + code + " " + answer.getErrorCodeName() + ": " + reason + ")";
    }

    /** A pipeline that finds the keys of which there are several documents; it holds no value. */
    private static String search(IndexDefinition index) {
        StringJoiner fields = new StringJoiner(", ", "{", "}");
        index.keys().keySet().forEach(field -> fields.add("\"" + field.replace('.', '_') + "\": \"$" + field + "\""));
        return "[{$group: {_id: " + fields + ", n: {$sum: 1}}}, {$match: {n: {$gt: 1}}}]";
    }

    /** The user may not do it: told once for the model. */
    static Diagnosis rights(MongoNamespace place, Diagnosis known) {
        return Diagnosis.of(
                        known.problem(),
                        "The indexes of " + place.getFullName() + " are not built: "
                                + (known.problem() == Problem.READ_ONLY
                                        ? "the server takes no writes"
                                        : "the user has no right to it"),
                        known.host().orElse(null),
                        known.cause().orElse(null))
                .withFix("Let a user with the role readWrite build them, or set the policy to OFF or VERIFY");
    }

    /** The connection itself is not meant for it. */
    static Diagnosis readOnlyConnection(MongoNamespace place, String reason) {
        return Diagnosis.of(
                        Problem.READ_ONLY,
                        "The indexes of " + place.getFullName() + " are not built: " + reason,
                        null,
                        null)
                .withFix(
                        "Build them through a connection that reads from the primary, or set the policy to OFF or VERIFY");
    }

    /** The policy is VERIFY and the plan is not empty. */
    static Diagnosis differs(IndexPlan plan) {
        StringJoiner what = new StringJoiner(
                "; ", "The indexes of " + plan.namespace() + " differ from model " + plan.model() + ": ", "");
        plan.toCreate()
                .forEach(each ->
                        what.add("missing " + each.name() + " " + each.keys().toJson()));
        plan.conflicts()
                .forEach(each -> what.add(
                        each.existing().name() + " has differences: " + String.join(", ", each.differences())));
        return Diagnosis.of(Problem.INDEXES_DIFFER, what.toString(), null, null);
    }

    /** The server said yes, and its list says otherwise. */
    static Diagnosis notThere(MongoNamespace place, IndexDefinition index) {
        return Diagnosis.of(
                Problem.INDEX_REFUSED,
                "The server reported index " + index.name() + " of " + place.getFullName()
                        + " as built, and does not list it as it was asked for: " + index,
                null,
                null);
    }

    /** Whether this is the server's answer about the index itself; everything else ends the run, to be tried again or thrown. */
    static boolean aboutTheIndex(RuntimeException failure) {
        return !(failure instanceof MeerkatException) && !passing(failure);
    }

    /** Whether the same may succeed later without a change. */
    static boolean passing(RuntimeException failure) {
        if (failure instanceof MongoException answer && BUSY.contains(answer.getCode())) {
            return true;
        }
        Diagnosis known = Diagnosis.of(failure);
        boolean ofConnection = known.problem().fatal() || !known.problem().fatalForOperation();
        return known.problem() != Problem.UNKNOWN && ofConnection;
    }
}
