package dev.meerkat.contract.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.conditions.ArchConditions.callMethodWhere;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static dev.meerkat.contract.architecture.Modules.in;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaConstructor;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.util.Date;
import java.util.Set;
import java.util.Timer;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** What no shipped class does. Source: design §4. */
final class MannersTest {
    private static final Set<String> CLOCKS = Set.of(
            Clock.class.getName(),
            Instant.class.getName(),
            LocalDate.class.getName(),
            LocalDateTime.class.getName(),
            LocalTime.class.getName(),
            ZonedDateTime.class.getName());

    @Test
    void only_programs_write_to_the_standard_streams() {
        check(noClasses().that(not(in("cli"))).should(ACCESS_STANDARD_STREAMS));
    }

    @Test
    void core_reads_clocks_in_one_package_only() {
        check(noClasses()
                .that(in("core").and(not(resideInAPackage("dev.meerkat.internal.time.."))))
                .should(callMethodWhere(call("a clock", MannersTest::readsClock)))
                .orShould()
                .callConstructor(Date.class)
                .orShould()
                .callConstructor(Timer.class)
                .orShould()
                .callConstructor(Timer.class, String.class, boolean.class));
    }

    @Test
    void letters_change_case_in_a_named_locale() {
        check(noClasses().should(callMethodWhere(call("case change in the default locale", MannersTest::changesCase))));
    }

    @Test
    void nobody_can_extend_a_public_class_that_is_no_error() {
        check(classes()
                .that(describe("public classes outside error that others could extend", MannersTest::canBeExtended))
                .should()
                .haveModifier(JavaModifier.FINAL));
    }

    @Test
    void no_class_name_says_that_its_author_had_no_better_word() {
        check(noClasses().should().haveNameMatching(".*(Impl|Manager|Helper|Helpers|Util|Utils)(\\$.*)?"));
    }

    @Test
    void no_field_is_public_unless_it_is_a_constant() {
        check(fields().that().arePublic().should().beStatic().andShould().beFinal());
    }

    private static boolean readsClock(JavaMethodCall call) {
        String owner = call.getTargetOwner().getName();
        String method = call.getName();
        return owner.equals(System.class.getName()) && (method.equals("nanoTime") || method.equals("currentTimeMillis"))
                || CLOCKS.contains(owner) && (method.equals("now") || method.startsWith("system"));
    }

    private static boolean changesCase(JavaMethodCall call) {
        return call.getTargetOwner().isEquivalentTo(String.class)
                && (call.getName().equals("toLowerCase") || call.getName().equals("toUpperCase"))
                && call.getTarget().getRawParameterTypes().isEmpty();
    }

    private static boolean canBeExtended(JavaClass type) {
        return type.getModifiers().contains(JavaModifier.PUBLIC)
                && !type.isInterface()
                && !type.isEnum()
                && !type.reflect().isSealed()
                && !type.getPackageName().equals("dev.meerkat.error")
                && type.getConstructors().stream().anyMatch(MannersTest::openToOthers);
    }

    private static boolean openToOthers(JavaConstructor constructor) {
        return constructor.getModifiers().contains(JavaModifier.PUBLIC)
                || constructor.getModifiers().contains(JavaModifier.PROTECTED);
    }

    private static DescribedPredicate<JavaMethodCall> call(String what, Predicate<JavaMethodCall> test) {
        return DescribedPredicate.describe(what, test);
    }

    private static DescribedPredicate<JavaClass> describe(String what, Predicate<JavaClass> test) {
        return DescribedPredicate.describe(what, test);
    }

    private static void check(ArchRule rule) {
        rule.check(Modules.shipped());
    }
}
