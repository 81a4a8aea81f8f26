package dev.meerkat.internal.leak;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meerkat.ConnectionState;
import dev.meerkat.event.ConnectionEvent;
import dev.meerkat.event.ConnectionEvent.Facts;
import dev.meerkat.event.LeakReturned;
import dev.meerkat.event.LeakSuspected;
import dev.meerkat.internal.time.TimeSource;
import dev.meerkat.stats.Leak;
import dev.meerkat.stats.LeakKind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** H4: what is followed, when it is told, and what becomes of what was lost; by a clock that stands still until it is moved. */
class LeakWatchTest {
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final Clock clock = new Clock();
    private final List<ConnectionEvent> told = new ArrayList<>();
    private final List<Runnable> aside = new ArrayList<>();
    private Runnable shortened = () -> {};
    private final AtomicInteger woken = new AtomicInteger();
    private final LeakWatch watch = new LeakWatch(
            clock,
            event -> told.add(event.apply(new Facts(
                    "c", 1, Instant.EPOCH, clock.nanos(), ConnectionState.CONNECTED, ConnectionState.CONNECTED))));

    LeakWatchTest() {
        watch.guard(woken::incrementAndGet);
        watch.threshold(Optional.of(LIMIT));
        watch.look(aside::add);
        woken.set(0);
    }

    private static final class Clock implements TimeSource {
        private long nanos = -5;

        @Override
        public long nanos() {
            return nanos;
        }

        @Override
        public Instant now() {
            return Instant.EPOCH;
        }
    }

    private void after(Duration time) {
        clock.nanos += time.toNanos();
        watch.look(aside::add);
    }

    private Runnable hold(Object owner) {
        return watch.follow(LeakKind.CURSOR, "find", "shop.orders", owner, () -> {}, () -> {});
    }

    private List<Leak> suspected() {
        return told.stream()
                .filter(LeakSuspected.class::isInstance)
                .map(event -> ((LeakSuspected) event).leak())
                .toList();
    }

    private List<Leak> returned() {
        return told.stream()
                .filter(LeakReturned.class::isInstance)
                .map(event -> ((LeakReturned) event).leak())
                .toList();
    }

    @Test
    void H4_nothing_is_told_just_under_the_threshold_and_one_thing_once_at_it() {
        hold(this);
        after(LIMIT.minusNanos(1));
        assertThat(told).isEmpty();
        assertThat(watch.leaks()).isEmpty();

        after(Duration.ofNanos(1));
        after(LIMIT);

        assertThat(suspected()).hasSize(1);
        Leak leak = suspected().get(0);
        assertThat(leak.kind()).isEqualTo(LeakKind.CURSOR);
        assertThat(leak.operation()).isEqualTo("find");
        assertThat(leak.namespace()).isEqualTo("shop.orders");
        assertThat(leak.age()).isEqualTo(LIMIT);
        assertThat(leak.thread()).isEqualTo(Thread.currentThread().getName());
        assertThat(leak.count()).isEqualTo(1);
        assertThat(watch.leaks()).singleElement().satisfies(known -> {
            assertThat(known.age()).isEqualTo(LIMIT.multipliedBy(2));
            assertThat(known.stack()).isEqualTo(leak.stack());
        });
    }

    @Test
    void H4_what_is_given_back_in_time_is_never_told() {
        Runnable giveBack = hold(this);
        after(LIMIT.minusNanos(1));
        giveBack.run();
        after(LIMIT);

        assertThat(told).isEmpty();
        assertThat(watch.followed()).isZero();
    }

    @Test
    void H4_what_is_given_back_late_is_told_with_its_whole_age_and_once() {
        Runnable giveBack = hold(this);
        after(LIMIT);
        clock.nanos += Duration.ofSeconds(3).toNanos();
        giveBack.run();
        giveBack.run();

        assertThat(returned()).singleElement().satisfies(leak -> {
            assertThat(leak.age()).isEqualTo(LIMIT.plusSeconds(3));
            assertThat(leak.count()).isZero();
        });
        assertThat(watch.leaks()).isEmpty();
    }

    @Test
    void H4_the_guard_is_woken_for_the_first_thing_only_and_sleeps_until_it_is_due() {
        assertThat(watch.untilLook()).isGreaterThan(Duration.ofDays(365).toNanos());
        for (int at = 0; at < 100; at++) {
            hold(this);
            clock.nanos++;
        }
        assertThat(woken).hasValue(1);
        watch.look(aside::add); // as woken, though nothing is due
        assertThat(watch.untilLook()).isEqualTo(LIMIT.minusNanos(100).toNanos());

        after(LIMIT);
        assertThat(watch.untilLook()).isGreaterThan(Duration.ofDays(365).toNanos());
    }

    @Test
    void H4_a_leak_in_a_loop_is_told_at_the_first_second_fourth_and_eighth_and_listed_as_one() {
        for (int at = 0; at < 11; at++) {
            hold(this);
        }
        watch.follow(LeakKind.CURSOR, "find", "shop.items", this, () -> {}, () -> {});
        after(LIMIT);

        assertThat(suspected().stream().filter(leak -> leak.count() > 1)).hasSize(3);
        assertThat(watch.leaks()).extracting(Leak::count).containsExactlyInAnyOrder(11, 1);
        assertThat(watch.leaks()).extracting(Leak::namespace).containsExactlyInAnyOrder("shop.orders", "shop.items");
    }

    @Test
    void H4_what_is_lost_gives_its_share_of_the_gate_back_at_once_and_is_ended_aside() {
        List<String> done = new ArrayList<>();
        Holding lost = lose(() -> done.add("release"), () -> done.add("end"));
        assertThat(woken).hasValue(2);
        assertThat(watch.untilLook()).isZero();
        watch.look(aside::add);
        assertThat(done).containsExactly("release");
        assertThat(told).singleElement().isInstanceOfSatisfying(LeakSuspected.class, event -> {
            assertThat(event.collected()).isTrue();
            assertThat(event.leak().collected()).isEqualTo(1);
            assertThat(event.leak().count()).isZero();
        });
        aside.forEach(Runnable::run);
        assertThat(done).containsExactly("release", "end");

        watch.found(lost);
        watch.look(aside::add);
        assertThat(told).hasSize(1);
        assertThat(watch.leaks())
                .singleElement()
                .satisfies(known -> assertThat(known.collected()).isEqualTo(1));
    }

    private Holding lose(Runnable release, Runnable end) {
        watch.follow(LeakKind.CURSOR, "find", "shop.orders", this, release, end);
        Holding lost = watch.held().iterator().next();
        watch.found(lost);
        return lost;
    }

    @Test
    void H4_what_is_lost_after_it_was_suspected_is_returned_as_collected() {
        hold(this);
        after(LIMIT);
        watch.found(watch.held().iterator().next());
        watch.look(aside::add);

        assertThat(told).hasSize(2).last().isInstanceOfSatisfying(LeakReturned.class, event -> {
            assertThat(event.collected()).isTrue();
            assertThat(event.leak().age()).isEqualTo(LIMIT);
        });
        assertThat(watch.leaks())
                .singleElement()
                .satisfies(known -> assertThat(known.count()).isZero());
    }

    @Test
    void H4_an_end_that_fails_keeps_no_other_from_being_ended() {
        AtomicInteger ended = new AtomicInteger();
        hold(this);
        lose(() -> {}, () -> {
            throw new IllegalStateException("already closed");
        });
        watch.held().forEach(watch::found);
        watch.follow(LeakKind.CURSOR, "find", "a.b", this, () -> {}, ended::incrementAndGet);
        watch.held().forEach(watch::found);
        watch.look(aside::add);
        aside.forEach(Runnable::run);

        assertThat(ended).hasValue(1);
    }

    @Test
    void H4_no_more_than_ten_thousand_are_followed_and_none_after_they_were_given_back() {
        List<Runnable> back = new ArrayList<>();
        for (int at = 0; at < LeakWatch.MOST + 50; at++) {
            back.add(hold(this));
        }
        assertThat(watch.followed()).isEqualTo(LeakWatch.MOST);
        after(LIMIT);
        assertThat(told).hasSize(14);
        assertThat(watch.leaks())
                .singleElement()
                .satisfies(leak -> assertThat(leak.count()).isEqualTo(LeakWatch.MOST));
        back.forEach(Runnable::run);

        assertThat(watch.followed()).isZero();
        assertThat(watch.leaks()).isEmpty();
        assertThat(returned()).hasSize(14);
    }

    @Test
    void H4_lost_things_of_ever_new_places_are_forgotten_beyond_a_number() {
        for (int at = 0; at < LeakWatch.MOST_PLACES + 20; at++) {
            watch.follow(LeakKind.CURSOR, "find", "shop.orders" + at, this, () -> {}, () -> {});
        }
        watch.held().forEach(watch::found);
        watch.look(aside::add);

        assertThat(watch.leaks()).hasSize(LeakWatch.MOST_PLACES);
        assertThat(watch.followed()).isZero();
    }

    @Test
    void H4_a_threshold_turned_off_tells_no_more_and_one_made_shorter_tells_sooner() {
        hold(this);
        watch.threshold(Optional.empty());
        assertThat(watch.on()).isFalse();
        after(LIMIT);
        assertThat(told).isEmpty();

        watch.threshold(Optional.of(Duration.ofSeconds(1)));
        watch.look(aside::add);
        assertThat(suspected()).hasSize(1);
    }

    @Test
    void H4_what_is_suspected_is_listed_only_while_a_threshold_is_set() {
        hold(this);
        after(LIMIT);
        assertThat(watch.leaks()).hasSize(1);

        watch.threshold(Optional.empty());
        assertThat(watch.leaks()).isEmpty();
        watch.threshold(Optional.of(LIMIT));
        assertThat(watch.leaks()).as("held still").hasSize(1);
    }

    @Test
    void H4_a_threshold_made_shorter_during_a_look_holds_for_what_that_look_had_seen() {
        LeakWatch changing = new LeakWatch(clock, event -> shortened.run());
        changing.threshold(Optional.of(LIMIT));
        shortened = () -> changing.threshold(Optional.of(Duration.ofSeconds(1)));
        changing.follow(LeakKind.CURSOR, "find", "shop.orders", this, () -> {}, () -> {});
        clock.nanos += Duration.ofSeconds(5).toNanos();
        changing.follow(LeakKind.CURSOR, "find", "shop.items", this, () -> {}, () -> {});
        clock.nanos += Duration.ofSeconds(5).toNanos();
        changing.look(aside::add);

        assertThat(changing.untilLook()).isZero();
        changing.look(aside::add);
        assertThat(changing.leaks()).hasSize(2);
    }

    @Test
    void H4_a_close_forgets_everything() {
        Runnable giveBack = hold(this);
        hold(this);
        after(LIMIT);
        int before = told.size();
        watch.forget();
        giveBack.run();

        assertThat(watch.leaks()).isEmpty();
        assertThat(watch.followed()).isZero();
        assertThat(told).hasSize(before);
    }

    @Test
    void H4_the_stack_begins_with_the_applications_own_frame() {
        Throwable created = new Throwable();
        created.setStackTrace(new StackTraceElement[] {
            frame("dev.meerkat.internal.managed.ManagedCursor"),
            frame("java.util.stream.ReferencePipeline"),
            frame("com.shop.Orders"),
            frame("java.lang.Thread")
        });
        assertThat(Frames.of(created))
                .extracting(StackTraceElement::getClassName)
                .containsExactly("com.shop.Orders", "java.lang.Thread");

        created.setStackTrace(new StackTraceElement[] {frame("com.mongodb.client.gridfs.GridFSBucketImpl")});
        assertThat(Frames.of(created)).hasSize(1);
    }

    private static StackTraceElement frame(String type) {
        return new StackTraceElement(type, "method", "File.java", 1);
    }
}
