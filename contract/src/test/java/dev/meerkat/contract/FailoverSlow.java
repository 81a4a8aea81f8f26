package dev.meerkat.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import dev.meerkat.Connection;
import dev.meerkat.contract.frame.Latch;
import dev.meerkat.contract.frame.OnScripted;
import dev.meerkat.event.Disconnected;
import dev.meerkat.event.PrimaryChanged;
import dev.meerkat.lab.ScriptedMember;
import dev.meerkat.testkit.EventRecorder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * S5, S13 for a minute: eight writers of a connection and eight of a raw driver client, paced alike, on one scripted set, over ten step-downs and
 * five kills of the primary. Profile {@code slow}.
 */
@Timeout(value = 180, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class FailoverSlow extends SetContract implements OnScripted {
    private static final Logger LOG = LoggerFactory.getLogger("dev.meerkat.contract.figures");
    private static final int WRITERS = 8;
    private static final int FAULTS = 15;

    /** Every third fault is a kill. */
    private static final int KILLS_EVERY = 3;

    private static final Duration SLOT = Duration.ofSeconds(4);

    /** Without primary: a planned election of a real set takes about that long. */
    private static final Duration LEADERLESS = Duration.ofMillis(300);

    /**
     * What the median of the differences may be above zero. Both clients hear of an election by monitors of their own, on the same two cores as
     * sixteen writers, the set and the server: who is told, and whose thread runs, first is chance, a few milliseconds either way. A gate that
     * missed the election, and asked again after the driver's half second, would be ten times outside.
     */
    private static final double TOLERANCE_MILLIS = 50;

    private final Latch over = new Latch();

    @Test
    void S5_over_ten_step_downs_and_five_kills_nothing_fails_and_writes_go_on_no_later_than_the_raw_drivers() {
        EventRecorder recorder = recorded();
        Connection connection = recorder.connection().open(options().build());
        awaitMembers(connection, 3);
        try (MongoClient raw = MongoClients.create(set().uri())) {
            FailoverSide ours = new FailoverSide(
                    "meerkat", connection.client().getDatabase("failover").getCollection("meerkat"), WRITERS);
            FailoverSide theirs =
                    new FailoverSide("raw driver", raw.getDatabase("failover").getCollection("raw"), WRITERS);
            List<FailoverSide> sides = List.of(ours, theirs);
            warmUp(sides);
            recorder.forget();
            long begun = System.nanoTime();
            for (int number = 1; number <= FAULTS; number++) {
                sides.forEach(FailoverSide::awaitMore);
                fault(number, sides);
                over.await(SLOT.multipliedBy(number).minusNanos(System.nanoTime() - begun));
            }
            sides.forEach(side -> side.end(connection.client()));
            judge(ours, theirs, Duration.ofNanos(System.nanoTime() - begun));
        }
        assertThat(recorder.events(Disconnected.class)).hasSizeLessThanOrEqualTo(FAULTS);
        assertThat(recorder.events(PrimaryChanged.class)).hasSize(FAULTS);
        assertThat(connection.status().inFlight()).isZero();
        assertThat(connection.status().waiting()).isZero();
    }

    /** The first election costs whoever comes first the loading of classes. */
    private void warmUp(List<FailoverSide> sides) {
        sides.forEach(FailoverSide::awaitMore);
        set().stepDown();
        set().elect(set().member(1));
        sides.forEach(FailoverSide::awaitMore);
    }

    private void fault(int number, List<FailoverSide> sides) {
        ScriptedMember next = set().secondaries().get(0);
        long fault = System.nanoTime();
        Optional<ScriptedMember> dead = Optional.empty();
        if (number % KILLS_EVERY == 0) {
            dead = set().killPrimary();
        } else {
            set().stepDown();
        }
        over.await(LEADERLESS);
        sides.forEach(FailoverSide::expect);
        set().elect(next);
        sides.forEach(side -> side.awaitBack(fault));
        dead.ifPresent(ScriptedMember::restart);
        await().until(() -> set().secondaries().size() == 2);
    }

    private static void judge(FailoverSide ours, FailoverSide theirs, Duration took) {
        List<Double> later = new ArrayList<>();
        for (int fault = 0; fault < FAULTS; fault++) {
            later.add(ours.gaps().get(fault) - theirs.gaps().get(fault));
        }
        double median = FailoverSide.median(later);
        String figures = String.format(
                "failover: %d faults in %d s; %s; %s; first write later than the raw driver's by: median %.1f ms, each %s",
                FAULTS,
                took.toSeconds(),
                ours,
                theirs,
                median,
                later.stream().map(Math::round).toList());
        LOG.info(figures);
        assertThat(ours.failed()).as(figures).isZero();
        assertThat(ours.lost()).as(figures).isZero();
        assertThat(ours.duplicated()).as(figures).isZero();
        assertThat(median).as(figures).isLessThanOrEqualTo(TOLERANCE_MILLIS);
    }
}
