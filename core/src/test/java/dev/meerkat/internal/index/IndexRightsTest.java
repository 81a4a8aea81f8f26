package dev.meerkat.internal.index;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.ReadPreference;
import dev.meerkat.model.IndexPolicy;
import dev.meerkat.options.ConnectionOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Contract §4: autoIndex and autoCreate, and when they are off whatever they say. */
class IndexRightsTest {
    private static ConnectionOptions.Builder options() {
        return ConnectionOptions.builder().uri("mongodb://localhost/");
    }

    @Test
    void I5_a_connection_that_reads_from_the_primary_builds_indexes_and_creates_collections() {
        ConnectionOptions options = options().build();

        assertThat(IndexRights.objection(options)).isEmpty();
        assertThat(IndexRights.policy(null, options)).isEqualTo(IndexPolicy.CREATE);
        assertThat(options.autoCreate()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"primaryPreferred", "secondary", "secondaryPreferred", "nearest"})
    void I5_a_connection_that_may_read_from_other_members_does_neither_by_itself(String preference) {
        ConnectionOptions options =
                options().readPreference(ReadPreference.valueOf(preference)).build();

        assertThat(IndexRights.policy(null, options)).isEqualTo(IndexPolicy.OFF);
        assertThat(options.autoCreate()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"secondary", "secondaryPreferred", "nearest"})
    void I5_who_reads_from_other_members_on_purpose_is_told_when_a_model_wants_indexes_all_the_same(String preference) {
        ConnectionOptions options =
                options().readPreference(ReadPreference.valueOf(preference)).build();

        assertThat(IndexRights.objection(options))
                .hasValueSatisfying(reason -> assertThat(reason).endsWith(preference));
    }

    @Test
    void I5_primaryPreferred_is_no_objection() {
        ConnectionOptions options =
                options().readPreference(ReadPreference.primaryPreferred()).build();

        assertThat(IndexRights.objection(options)).isEmpty();
    }

    @Test
    void I5_a_readOnly_connection_does_neither() {
        ConnectionOptions options = options().readOnly(true).build();

        assertThat(IndexRights.policy(null, options)).isEqualTo(IndexPolicy.OFF);
        assertThat(options.autoCreate()).isFalse();
    }

    @Test
    void I5_the_options_turn_both_off_and_a_models_own_policy_wins() {
        ConnectionOptions options = options().autoIndex(false).autoCreate(false).build();

        assertThat(IndexRights.policy(null, options)).isEqualTo(IndexPolicy.OFF);
        assertThat(options.autoCreate()).isFalse();
        assertThat(IndexRights.policy(IndexPolicy.SYNC, options)).isEqualTo(IndexPolicy.SYNC);
        assertThat(IndexRights.policy(
                        null,
                        ConnectionOptions.production().toBuilder()
                                .uri("mongodb://localhost/")
                                .build()))
                .isEqualTo(IndexPolicy.OFF);
    }
}
