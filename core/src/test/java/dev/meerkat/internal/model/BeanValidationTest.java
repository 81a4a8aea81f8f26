package dev.meerkat.internal.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meerkat.error.ValidationException;
import dev.meerkat.error.Violation;
import dev.meerkat.internal.time.TimeSource;
import dev.meerkat.model.annotation.Secret;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.util.List;
import org.assertj.core.api.Assertions;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.Test;

/** Contract I2: annotations of Jakarta Validation are honoured where the library is there. */
class BeanValidationTest {
    record Account(
            ObjectId id,
            @NotBlank String name,
            @Email String mail,
            @Secret @Max(9) int pin,
            @Valid Inner inner) {}

    record Inner(@NotNull String city) {}

    record Plain(ObjectId id, String name) {}

    record Elements(ObjectId id, List<@NotBlank String> names) {}

    private static List<Violation> broken(Account account) {
        Definition<Account> definition = Definition.of(Account.class, null);
        Shape shape = Shape.root(definition.schema());
        Clock clock = new Clock(TimeSource.SYSTEM);
        Preparation<Account> preparation = definition.preparation(
                shape, clock, new DocumentPreparation(shape, clock, new Warnings("c", "m"), () -> {
                    throw new IllegalStateException("no codecs here");
                }));
        Violations found = new Violations("Account");
        preparation.insert(account, found);
        ValidationException refusal = Assertions.catchThrowableOfType(ValidationException.class, found::refuseWrite);
        return refusal == null ? List.of() : refusal.violations();
    }

    @Test
    void everyBrokenConstraintIsAViolationAndASecretIsHidden() {
        List<Violation> broken = broken(new Account(null, " ", "nobody", 12, new Inner(null)));

        assertThat(broken)
                .extracting(each -> each.path() + " " + each.rule())
                .containsExactlyInAnyOrder("name NotBlank", "mail Email", "pin Max", "inner.city NotNull");
        assertThat(broken)
                .filteredOn(each -> each.path().equals("pin"))
                .extracting(Violation::value)
                .containsExactly(Violation.HIDDEN);
    }

    @Test
    void whatBreaksNothingPasses() {
        assertThat(broken(new Account(null, "ada", "ada@example.org", 3, new Inner("Oslo"))))
                .isEmpty();
    }

    @Test
    void aClassWithoutSuchAnnotationsHasNoValidation() {
        assertThat(BeanValidation.of(Plain.class, name -> false)).isNull();
        assertThat(BeanValidation.of(Elements.class, name -> false)).isNotNull();
        assertThat(BeanValidation.of(Account.class, name -> false)).isNotNull();
    }
}
