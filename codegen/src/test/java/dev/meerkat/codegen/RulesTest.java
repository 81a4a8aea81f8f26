package dev.meerkat.codegen;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.ClientSession;
import com.mongodb.client.FindIterable;
import com.mongodb.client.MongoIterable;
import com.palantir.javapoet.TypeSpec;
import java.util.List;
import org.bson.conversions.Bson;
import org.junit.jupiter.api.Test;

class RulesTest {
    /** What a driver of next year might have. */
    interface Tomorrow<T> {
        String reticulate(ClientSession session, List<? extends Bson> splines);

        <R extends Comparable<R>> FindIterable<R> search(Class<R> type);

        <R> FindIterable<R> seek(Class<R> type);

        <R> FindIterable<R> seek(ClientSession session, Class<R> type);

        void weave(int threads);

        void weave(ClientSession session, int threads);

        long countDocuments();

        String getName();

        default void byDefault() {}
    }

    /** An iterable of next year. */
    interface Morrow<T> extends MongoIterable<T> {
        Morrow<T> faster(boolean faster);

        void burn();
    }

    private final String handle =
            new HandleWriter(Tomorrow.class, "TomorrowOperations").write().toString();
    private final TypeSpec iterable = new IterableWriter(Morrow.class).write();

    @Test
    void aMethodNobodyThoughtOfPassesTheGateAsAWrite() {
        assertThat(handle)
                .contains("admit(\"reticulate\", false, p0)")
                .contains("return on(admission, p0).reticulate(driverSession(p0, admission), p1)");
        assertThat(iterable.toString()).contains("handle.admit(\"burn\", false, used)");
    }

    @Test
    void aReadIsAdmittedAsARead() {
        assertThat(handle).contains("admit(\"countDocuments\", true)");
    }

    @Test
    void anIterableAndItsStepsPassNoGateWhenMade() {
        assertThat(handle)
                .contains("<R extends java.lang.Comparable<R>>")
                .contains("(this, \"search\", false, null, false, (admission, session) -> on(admission).search(p0))");
        assertThat(iterable.toString())
                .contains("before.make(admission, used).faster(p0)")
                .doesNotContain("admit(\"faster\"");
    }

    @Test
    void whatHasASiblingWithASessionAsksForTheThreadsTransactionFirst() {
        assertThat(handle)
                .contains("if (ambient != null) {\n      weave(ambient, p0);\n      return;\n    }")
                .contains("(this, \"seek\", false, null, true, (admission, session) -> session == null"
                        + " ? on(admission).seek(p0)"
                        + " : on(admission, session).seek(driverSession(session, admission), p0))")
                .contains("(this, \"seek\", false, p0, false, (admission, session) -> on(admission, p0)"
                        + ".seek(driverSession(p0, admission), p1))");
    }

    @Test
    void whatHasNoSuchSiblingRunsBesideIt() {
        assertThat(handle).containsOnlyOnce("ambient()");
    }

    @Test
    void whatIsWrittenByHandOrHasABodyIsLeftOut() {
        assertThat(handle).doesNotContain("getName").doesNotContain("byDefault");
    }

    @Test
    void allTypesAreMarkedAsGenerated() {
        assertThat(Generate.types())
                .hasSize(15)
                .allMatch(type -> type.annotations().toString().contains("Generated"));
    }
}
