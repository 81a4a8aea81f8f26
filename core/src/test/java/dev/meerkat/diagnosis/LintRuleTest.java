package dev.meerkat.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Contract D3: the linter's rules, and their table in the guide. */
class LintRuleTest {
    private static final Path CHAPTER = Path.of("..", "docs", "guide", "linter.md");

    private static String row(LintRule rule) {
        return "| `%s` | %s | %s | %s. | %s |"
                .formatted(rule.code(), rule.practice(), rule.reason(), rule.fix(), rule.hint() ? "hint" : "");
    }

    @Test
    void D3_the_table_in_the_guide_has_every_rule_in_order() throws IOException {
        String table = Arrays.stream(LintRule.values()).map(LintRuleTest::row).collect(Collectors.joining("\n"));
        assertThat(Files.readString(CHAPTER)).contains(table + "\n");
    }

    @Test
    void D3_every_code_is_unique_no_problem_s_and_leads_back_to_its_rule() {
        for (LintRule rule : LintRule.values()) {
            assertThat(rule.code()).matches("MK-LINT(-[A-Z]+)+");
            assertThat(LintRule.ofCode(rule.code())).contains(rule);
            assertThat(Problem.ofCode(rule.code())).isEmpty();
        }
        assertThat(Arrays.stream(LintRule.values()).map(LintRule::code)).doesNotHaveDuplicates();
        assertThat(LintRule.ofCode("MK-LINT-NO-SUCH")).isEmpty();
    }

    @Test
    void D3_practices_are_sentences_and_reasons_and_remedies_have_no_full_stop() {
        for (LintRule rule : LintRule.values()) {
            assertThat(rule.practice()).endsWith(".").doesNotContain("|");
            assertThat(rule.reason()).isNotBlank().doesNotEndWith(".").doesNotContain("|");
            assertThat(rule.fix()).isNotBlank().doesNotEndWith(".").doesNotContain("|");
            assertThat(new Lint(rule, "this").toString())
                    .isEqualTo(rule.code() + ": this. Why: " + rule.reason() + ". Fix: " + rule.fix());
        }
    }
}
