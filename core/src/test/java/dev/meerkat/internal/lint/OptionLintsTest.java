package dev.meerkat.internal.lint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.ReadPreference;
import dev.meerkat.diagnosis.Lint;
import dev.meerkat.diagnosis.LintRule;
import dev.meerkat.error.InvalidOptionsException;
import dev.meerkat.options.ConnectionOptions;
import dev.meerkat.options.Preset;
import dev.meerkat.options.RetryPolicy;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Contract D3: the rules over options, each with a neighbour that it says nothing of. */
class OptionLintsTest {
    private static final Duration BOUND = Duration.ofSeconds(5);

    private static List<LintRule> rules(Consumer<ConnectionOptions.Builder> options) {
        ConnectionOptions.Builder builder =
                ConnectionOptions.builder().uri("mongodb://db/").socketTimeout(BOUND);
        options.accept(builder);
        return OptionLints.of(builder.build()).stream().map(Lint::rule).toList();
    }

    @Test
    void D3_operations_without_any_bound() {
        assertThat(rules(o -> o.socketTimeout(Duration.ZERO))).containsExactly(LintRule.UNBOUNDED);
        assertThat(rules(o -> o.socketTimeout(Duration.ZERO)
                        .customize(settings ->
                                settings.applyToSocketSettings(socket -> socket.readTimeout(5, TimeUnit.SECONDS)))))
                .isEmpty();
        assertThat(rules(o -> {})).isEmpty();
        assertThat(rules(o -> o.socketTimeout(Duration.ZERO).operationTimeout(BOUND)))
                .doesNotContain(LintRule.UNBOUNDED);
    }

    @Test
    void D3_timeouts_that_operationTimeout_takes_the_effect_of() {
        assertThat(rules(o -> o.operationTimeout(BOUND))).containsExactly(LintRule.TIMEOUTS_IN_VAIN);
        assertThat(rules(o -> o.operationTimeout(BOUND).waitQueueTimeout(BOUND)))
                .containsExactly(LintRule.TIMEOUTS_IN_VAIN, LintRule.TIMEOUTS_IN_VAIN);
        List<Lint> alone = OptionLints.of(ConnectionOptions.builder()
                .uri("mongodb://db/")
                .operationTimeout(BOUND)
                .build());
        assertThat(alone).isEmpty();
    }

    @Test
    void D3_options_that_are_cut_or_forced_off() {
        assertThat(rules(o -> o.appName("n".repeat(129)))).containsExactly(LintRule.OPTION_IN_VAIN);
        assertThat(rules(o -> o.appName("n".repeat(128)))).isEmpty();
        assertThat(rules(o -> o.autoIndex(true).autoCreate(false).readPreference(ReadPreference.secondary())))
                .containsExactly(LintRule.OPTION_IN_VAIN);
        assertThat(rules(o -> o.uri("mongodb://db/?readPreference=nearest"))).isEmpty();
    }

    @Test
    void D3_indexes_built_by_each_start_in_production_and_not_elsewhere() {
        assertThat(rules(o -> o.preset(Preset.PRODUCTION).autoIndex(true))).containsExactly(LintRule.AUTO_INDEX);
        assertThat(rules(o -> o.preset(Preset.PRODUCTION))).isEmpty();
        assertThat(rules(o -> o.autoIndex(true))).isEmpty();
    }

    @Test
    void D3_a_first_connect_that_is_tried_once_in_production_and_not_elsewhere() {
        assertThat(rules(o -> o.preset(Preset.PRODUCTION).retry(RetryPolicy.none())))
                .containsExactly(LintRule.NO_RETRY);
        assertThat(rules(o -> o.preset(Preset.PRODUCTION).retry(RetryPolicy.fixed(BOUND))))
                .isEmpty();
        assertThat(rules(o -> o.retry(RetryPolicy.none()))).isEmpty();
    }

    @Test
    void D3_more_sockets_kept_open_than_half_of_the_pool() {
        assertThat(rules(o -> o.minPoolSize(51))).containsExactly(LintRule.MIN_POOL);
        assertThat(rules(o -> o.minPoolSize(50))).isEmpty();
        assertThat(rules(o -> o.maxPoolSize(2).minPoolSize(2))).isEmpty();
        assertThat(rules(o -> o.maxPoolSize(0).minPoolSize(50))).isEmpty();
    }

    @Test
    void D3_a_rule_that_is_ignored_says_nothing_and_the_others_still_do() {
        assertThat(rules(o -> o.socketTimeout(Duration.ZERO).minPoolSize(51).lintIgnore(LintRule.UNBOUNDED)))
                .containsExactly(LintRule.MIN_POOL);
        assertThat(rules(o -> o.socketTimeout(Duration.ZERO)
                        .minPoolSize(51)
                        .set("lint-ignore", "MK-LINT-MIN-POOL, MK-LINT-UNBOUNDED")))
                .isEmpty();
    }

    @Test
    void D3_a_code_that_no_rule_has_is_an_error_that_names_it() {
        assertThatThrownBy(() -> rules(o -> o.set("lintIgnore", "MK-LINT-UNBOUND")))
                .isInstanceOf(InvalidOptionsException.class)
                .hasMessageContaining("lintIgnore = MK-LINT-UNBOUND: must be codes of the linter's rules");
    }
}
