package dev.meerkat.internal.driver;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Contract R1: what counts as the same deployment. */
class DeploymentTest {
    private static Deployment set(String name, String... members) {
        return new Deployment(Optional.of(name), Set.of(members), true);
    }

    private static Deployment alone(String... members) {
        return new Deployment(Optional.empty(), Set.of(members), true);
    }

    @Test
    void R1_a_set_that_has_replaced_some_of_its_members_is_the_same() {
        assertThat(set("rs0", "a:1", "b:1").same(set("rs0", "b:1", "c:1"))).isTrue();
    }

    @Test
    void R1_a_set_without_a_member_in_common_is_another_although_it_has_the_name() {
        assertThat(set("rs0", "a:1").same(set("rs0", "b:1"))).isFalse();
    }

    @Test
    void R1_a_set_of_another_name_is_another_although_it_has_a_member_in_common() {
        assertThat(set("rs0", "a:1").same(set("rs1", "a:1"))).isFalse();
        assertThat(set("rs0", "a:1").same(alone("a:1"))).isFalse();
    }

    @Test
    void R1_servers_without_a_set_are_the_same_by_their_address() {
        assertThat(alone("a:1").same(alone("a:1"))).isTrue();
        assertThat(alone("a:1").same(alone("a:2"))).isFalse();
    }
}
