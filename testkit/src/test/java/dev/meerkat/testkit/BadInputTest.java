package dev.meerkat.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoDatabase;
import dev.meerkat.lab.EmbeddedServer;
import dev.meerkat.lab.ExternalServer;
import dev.meerkat.lab.FaultProxy;
import dev.meerkat.lab.LabServer;
import dev.meerkat.lab.ScriptedReplicaSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ParameterResolutionException;

/** What cannot be is said in one error: which parameter or attribute, which rule, what to do. */
final class BadInputTest {
    private static void assertParameter(Class<?> tests, String... parts) {
        assertThat(Run.of(tests).failure())
                .isInstanceOf(ParameterResolutionException.class)
                .hasMessageStartingWith("TESTKIT_PARAMETER: cannot inject ")
                .hasMessageContainingAll(parts);
    }

    private static void assertAttribute(Class<?> tests, String... parts) {
        assertThat(Run.of(tests).failure())
                .isInstanceOf(ExtensionConfigurationException.class)
                .hasMessageStartingWith("TESTKIT_ATTRIBUTE: @MeerkatTest says ")
                .hasMessageContainingAll(parts);
    }

    @Test
    void a_parameter_that_is_nearly_one_of_ours_says_what_to_take_instead() {
        assertParameter(
                TakesDatabase.class,
                "db of type com.mongodb.client.MongoDatabase (test=TakesDatabase.test)",
                "Rule: not one of the types that @MeerkatTest gives",
                "Fix: take a MongoClient and call getDatabase(name).");
    }

    @MeerkatTest
    static final class TakesDatabase {
        @Test
        void test(MongoDatabase db) {}
    }

    @Test
    void a_uri_is_a_string() {
        assertParameter(
                TakesUriAsServer.class, "uri of type dev.meerkat.lab.LabServer", "Fix: @Uri stands on a String");
    }

    @MeerkatTest
    static final class TakesUriAsServer {
        @Test
        void test(@Uri LabServer uri) {}
    }

    @Test
    void what_only_core_can_give_is_refused_exactly_where_core_is_absent() {
        if (Boolean.getBoolean("without-core")) {
            assertParameter(
                    TakesRecorder.class,
                    "events of type dev.meerkat.testkit.EventRecorder",
                    "Rule: meerkat-core is not on the class path",
                    "Fix: add dev.meerkat:meerkat-core");
        } else {
            Run.of(TakesRecorder.class).passed();
        }
    }

    @MeerkatTest
    static final class TakesRecorder {
        @Test
        void test(EventRecorder events) {}
    }

    @Test
    void a_parameter_of_somebody_elses_is_left_to_them() {
        assertThat(Run.of(TakesNumber.class).failure()).hasMessageContaining("No ParameterResolver registered");
    }

    @MeerkatTest
    static final class TakesNumber {
        @Test
        void test(String noUri) {}
    }

    @Test
    void a_proxy_does_not_stand_before_a_set() {
        assertParameter(TakesBoth.class, "proxy of type dev.meerkat.lab.FaultProxy", "use set.member(n).network()");
        assertParameter(TakesProxyOfSet.class, "wire of type dev.meerkat.lab.FaultProxy", "members");
    }

    @MeerkatTest
    static final class TakesBoth {
        @Test
        void test(ScriptedReplicaSet set, FaultProxy proxy) {}
    }

    @MeerkatTest(members = 2)
    static final class TakesProxyOfSet {
        @Test
        void test(FaultProxy wire) {}
    }

    @Test
    void a_server_is_of_the_kind_the_annotation_says() {
        assertParameter(TakesProcess.class, "@MeerkatTest says server = EMBEDDED", "Fix: say server = EXTERNAL");
        assertParameter(TakesEmbedded.class, "@MeerkatTest says server = EXTERNAL", "Fix: say server = EMBEDDED");
    }

    @MeerkatTest
    static final class TakesProcess {
        @Test
        void test(ExternalServer server) {}
    }

    static final class TakesEmbedded {
        @Test
        @MeerkatTest(server = Backend.EXTERNAL)
        void test(EmbeddedServer server) {}
    }

    @Test
    void a_set_has_members() {
        assertAttribute(
                NoMembers.class,
                "members = -1",
                "(test=BadInputTest$NoMembers)",
                "Rule: a set has at least one member and at most 7 that vote");
        assertAttribute(TooManyMembers.class, "members = 8", "Fix: leave it out, or say 1 to 7");
    }

    @MeerkatTest(members = 8)
    static final class TooManyMembers {
        @Test
        void test() {}
    }

    @MeerkatTest(members = -1)
    static final class NoMembers {
        @Test
        void test() {}
    }

    @Test
    void a_test_in_its_classs_server_cannot_have_another() {
        assertAttribute(
                OtherThanItsClass.class, "server and members = EMBEDDED and 5", "Fix: say the same on the class");
    }

    @MeerkatTest(members = 2)
    static final class OtherThanItsClass {
        @BeforeAll
        static void take(ScriptedReplicaSet set) {}

        @Test
        @MeerkatTest(members = 5)
        void test() {}
    }

    @Test
    void patience_is_a_length_of_time() {
        assertAttribute(Impatient.class, "patience = soon", "Fix: write 500ms, 10s, 2m or ISO-8601 as PT10S");
        assertAttribute(NoTime.class, "patience = 0s", "above zero");
    }

    @MeerkatTest(patience = "soon")
    static final class Impatient {
        @Test
        void test() {}
    }

    @MeerkatTest(patience = "0s")
    static final class NoTime {
        @Test
        void test() {}
    }

    @Test
    void uri_options_are_pairs_and_not_the_labs_own() {
        assertAttribute(NoPairs.class, "uriOptions = ?socketTimeoutMS=5", "without a question mark");
        assertAttribute(LabsOwn.class, "uriOptions = replicaSet=rs0", "Fix: leave out replicaSet");
    }

    @MeerkatTest(uriOptions = "?socketTimeoutMS=5")
    static final class NoPairs {
        @Test
        void test() {}
    }

    @MeerkatTest(uriOptions = "appName=a&replicaSet=rs0")
    static final class LabsOwn {
        @Test
        void test() {}
    }

    @Test
    void ignored_threads_are_regular_expressions_and_not_said_beside_all_of_them() {
        assertAttribute(NoPattern.class, "ignoredThreads = (", "Rule: regular expressions");
        assertAttribute(AllAndSome.class, "ignoredThreads = [one]", "mayLeak = THREADS says already");
    }

    @MeerkatTest(ignoredThreads = "(")
    static final class NoPattern {
        @Test
        void test() {}
    }

    @MeerkatTest(mayLeak = Leak.THREADS, ignoredThreads = "one")
    static final class AllAndSome {
        @Test
        void test() {}
    }
}
