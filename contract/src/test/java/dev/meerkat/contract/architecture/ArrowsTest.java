package dev.meerkat.contract.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleName;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static dev.meerkat.contract.architecture.Modules.in;
import static dev.meerkat.contract.architecture.Modules.internal;
import static dev.meerkat.contract.architecture.Modules.outside;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.conditions.ArchConditions;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import dev.meerkat.ConnectionState;
import dev.meerkat.ReadyState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may use whom. Source: design §2. */
final class ArrowsTest {
    private static final String LIFECYCLE = "dev.meerkat.internal.lifecycle..";

    @ParameterizedTest
    @ValueSource(strings = {"lab", "core", "codegen"})
    void modules_at_the_bottom_know_no_other_module_of_meerkat(String module) {
        check(noClasses().that(in(module)).should(ArchConditions.dependOnClassesThat(outside(module))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"micrometer", "dashboard"})
    void eyes_use_core_and_nothing_else_of_meerkat(String module) {
        check(noClasses()
                .that(in(module))
                .should(ArchConditions.dependOnClassesThat(outside(module).and(not(in("core"))))));
    }

    @Test
    void the_command_line_uses_core_lab_dashboard_and_micrometer_and_nothing_else_of_meerkat() {
        check(noClasses()
                .that(in("cli"))
                .should(ArchConditions.dependOnClassesThat(outside("cli")
                        .and(not(in("core")))
                        .and(not(in("lab")))
                        .and(not(in("dashboard")))
                        .and(not(in("micrometer"))))));
    }

    @Test
    void the_test_kit_uses_lab_and_core_and_nothing_else_of_meerkat() {
        check(noClasses()
                .that(in("testkit"))
                .should(ArchConditions.dependOnClassesThat(
                        outside("testkit").and(not(in("core"))).and(not(in("lab"))))));
    }

    /** The test kit serves people who have no core: whoever else named it would be loaded with it. */
    @Test
    void in_the_test_kit_two_classes_alone_know_core() {
        check(noClasses()
                .that(in("testkit")
                        .and(not(JavaClass.Predicates.belongTo(
                                simpleName("ManagedConnection").or(simpleName("EventRecorder"))))))
                .should(ArchConditions.dependOnClassesThat(in("core"))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"core", "lab", "testkit", "micrometer", "dashboard", "cli", "codegen"})
    void nobody_uses_the_internals_of_another_module(String module) {
        check(noClasses()
                .that(in(module))
                .should(ArchConditions.dependOnClassesThat(outside(module).and(internal()))));
    }

    @Test
    void value_packages_know_no_internals_and_of_the_base_package_the_states_alone() {
        DescribedPredicate<JavaClass> states =
                JavaClass.Predicates.type(ConnectionState.class).or(JavaClass.Predicates.type(ReadyState.class));
        check(noClasses()
                .that(resideInAnyPackage(
                        "dev.meerkat.options..",
                        "dev.meerkat.event..",
                        "dev.meerkat.diagnosis..",
                        "dev.meerkat.error..",
                        "dev.meerkat.stats..",
                        "dev.meerkat.health..",
                        "dev.meerkat.watch.."))
                .should(ArchConditions.dependOnClassesThat(
                        internal().or(resideInAPackage("dev.meerkat").and(not(states))))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"gate", "dispatch", "time", "driver", "managed", "watch", "model", "index"})
    void nothing_below_the_lifecycle_reaches_up_to_it(String below) {
        check(noClasses()
                .that(resideInAPackage("dev.meerkat.internal." + below + ".."))
                .should(ArchConditions.dependOnClassesThat(resideInAPackage(LIFECYCLE))));
    }

    @Test
    void the_gate_knows_neither_driver_facts_nor_managed_client() {
        check(noClasses()
                .that(resideInAPackage("dev.meerkat.internal.gate.."))
                .should(ArchConditions.dependOnClassesThat(
                        resideInAnyPackage("dev.meerkat.internal.driver..", "dev.meerkat.internal.managed.."))));
    }

    @Test
    void models_reach_the_server_through_the_public_managed_client_alone() {
        check(noClasses()
                .that(resideInAnyPackage("dev.meerkat.model..", "dev.meerkat.internal.model.."))
                .should(ArchConditions.dependOnClassesThat(resideInAnyPackage(
                        "dev.meerkat.internal.managed..",
                        "dev.meerkat.internal.driver..",
                        "dev.meerkat.internal.gate..",
                        "dev.meerkat.internal.dispatch.."))));
    }

    @Test
    void no_public_signature_mentions_an_internal_type() {
        check(ArchRuleDefinition.noCodeUnits()
                .that()
                .areDeclaredInClassesThat(not(internal()).and(modifier(JavaModifier.PUBLIC)))
                .and()
                .arePublic()
                .should()
                .haveRawReturnType(internal())
                .orShould()
                .haveRawParameterTypes(DescribedPredicate.anyElementThat(internal())));
    }

    @ParameterizedTest
    @ValueSource(strings = {"core", "lab", "testkit", "micrometer", "dashboard", "cli", "codegen"})
    void the_rules_see_the_classes_they_are_about(String module) {
        assertThat(Modules.shipped().stream().filter(in(module))).isNotEmpty();
    }

    private static DescribedPredicate<JavaClass> modifier(JavaModifier modifier) {
        return DescribedPredicate.describe(
                modifier.name(), type -> type.getModifiers().contains(modifier));
    }

    private static void check(ArchRule rule) {
        rule.check(Modules.shipped());
    }
}
