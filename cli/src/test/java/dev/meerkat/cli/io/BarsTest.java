package dev.meerkat.cli.io;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BarsTest {
    private final Bars plain = Bars.of(false);

    @Test
    void what_is_there_has_a_cell_at_least_and_what_is_not_has_none() {
        assertThat(plain.filled(0, 0, 100, 10)).isEqualTo("..........");
        assertThat(plain.filled(1, 0, 100, 10)).isEqualTo("#.........");
        assertThat(plain.filled(3, 5, 8, 8)).isEqualTo("###+++++");
        assertThat(plain.filled(8, 0, 8, 8)).isEqualTo("########");
        assertThat(plain.filled(0, 0, 0, 4)).isEqualTo("....");
    }

    @Test
    void heights_go_from_a_blank_to_the_highest() {
        assertThat(plain.level(0)).isEqualTo(' ');
        assertThat(plain.level(0.01)).isEqualTo('.');
        assertThat(plain.level(1)).isEqualTo('#');
    }
}
