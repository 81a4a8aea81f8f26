package dev.meerkat.cli.load;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What is lost and what is duplicated, document by document. */
class LedgerTest {
    private final Ledger ledger = new Ledger(3);
    private final Lane lane = ledger.lane(2);
    private final int number = lane.next();

    private void found(long n) {
        ledger.found(lane.idOf(number), n);
    }

    private void assertWrong(int lost, int duplicated) {
        assertThat(ledger.lost()).isEqualTo(lost);
        assertThat(ledger.duplicated()).isEqualTo(duplicated);
    }

    @Test
    void an_acknowledged_insert_that_is_not_found_is_lost() {
        lane.inserted(number);
        assertWrong(1, 0);
        found(0);
        assertWrong(0, 0);
        assertThat(ledger.found()).isOne();
    }

    @Test
    void an_insert_that_failed_may_be_there_or_not() {
        assertWrong(0, 0);
        found(0);
        assertWrong(0, 0);
    }

    @Test
    void an_acknowledged_increment_that_left_no_trace_is_lost() {
        lane.inserted(number);
        lane.tried(number);
        lane.incremented(number);
        found(0);
        assertWrong(1, 0);
    }

    @Test
    void an_increment_that_failed_may_be_there_or_not() {
        lane.inserted(number);
        lane.tried(number);
        found(0);
        assertWrong(0, 0);
        ledger.forgetFound();
        found(1);
        assertWrong(0, 0);
    }

    @Test
    void more_increments_than_were_tried_are_a_duplicate() {
        lane.inserted(number);
        lane.tried(number);
        lane.incremented(number);
        found(2);
        assertWrong(0, 1);
    }

    @Test
    void one_increment_that_nobody_tried_is_a_duplicate_too() {
        lane.inserted(number);
        found(1);
        assertWrong(0, 1);
    }

    @Test
    void a_document_lost_in_both_ways_is_lost_once() {
        lane.inserted(number);
        lane.tried(number);
        lane.incremented(number);
        assertWrong(1, 0);
    }

    @Test
    void another_reading_begins_anew() {
        lane.inserted(number);
        found(2);
        ledger.forgetFound();
        assertThat(ledger.found()).isZero();
        assertWrong(1, 0);
    }

    @Test
    void each_thread_has_ids_of_its_own_and_ids_of_nobody_count_for_nothing() {
        Lane other = ledger.lane(0);
        assertThat(other.idOf(other.next())).isNotEqualTo(lane.idOf(number));
        ledger.found(-1, 5);
        ledger.found(1L << 40, 5);
        assertThat(ledger.found()).isZero();
        assertWrong(0, 0);
    }
}
