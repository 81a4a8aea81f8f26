package dev.meerkat.contract;

import static com.mongodb.client.model.Filters.eq;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import com.mongodb.MongoException;
import com.mongodb.MongoWriteException;
import com.mongodb.client.ClientSession;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Updates;
import dev.meerkat.Connection;
import dev.meerkat.contract.frame.Capability;
import dev.meerkat.contract.frame.ContractCase;
import dev.meerkat.testkit.Tally;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** I6: money is neither lost nor made while the server dies and comes back. */
abstract class TransferContract extends ContractCase {
    private static final Logger LOG = LoggerFactory.getLogger("dev.meerkat.contract.figures");
    private static final int ACCOUNTS = 100;
    private static final int START = 1_000;
    private static final int TRANSFERS = 5_000;
    private static final int THREADS = 8;
    private static final int KILLS = 3;

    /** The account a transfer takes from, the one it gives to and how much follow from its number: no seed is needed. */
    private record Transfer(int id) {
        int from() {
            return Math.floorMod(id * 31, ACCOUNTS);
        }

        int to() {
            return Math.floorMod(id * 31 + 1 + id % (ACCOUNTS - 1), ACCOUNTS);
        }

        int amount() {
            return 1 + id % 50;
        }

        void on(MongoDatabase bank) {
            bank.getCollection("accounts").updateOne(eq("_id", from()), Updates.inc("balance", -amount()));
            bank.getCollection("accounts").updateOne(eq("_id", to()), Updates.inc("balance", amount()));
            bank.getCollection("ledger").insertOne(new Document("_id", id));
        }
    }

    private final Tally tally = new Tally();
    private final AtomicInteger runs = new AtomicInteger();
    private final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();

    private static void fill(MongoDatabase bank) {
        bank.drop();
        bank.createCollection("ledger");
        bank.getCollection("accounts")
                .insertMany(IntStream.range(0, ACCOUNTS)
                        .mapToObj(i -> new Document("_id", i).append("balance", START))
                        .toList());
    }

    private void transfer(Connection connection, Transfer transfer) {
        tally.tries(transfer.id());
        try {
            connection.transaction(session -> {
                runs.incrementAndGet();
                transfer.on(connection.client().getDatabase("bank"));
            });
            tally.acknowledges(transfer.id());
        } catch (RuntimeException unknown) {
            failures.add(unknown); // the ledger says whether it is there
        }
    }

    /** Whether the server has no memory of a commit after a restart: a commit sent again, as for an unknown result, then starts all over. */
    private boolean forgetsCommits() {
        MongoClient raw = keep(MongoClients.create(server().uri()));
        ClientSession session = keep(raw.startSession());
        session.startTransaction();
        raw.getDatabase("bank").getCollection("commits").insertOne(session, new Document());
        session.commitTransaction();
        server().kill();
        server().restart();
        Throwable again = catchThrowable(session::commitTransaction);
        return again instanceof MongoException answer && answer.hasErrorLabel("TransientTransactionError");
    }

    @Test
    @Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void
            I6_eight_threads_transfer_over_three_kills_and_the_sum_is_constant_nothing_is_lost_and_nothing_is_there_twice() {
        needs(Capability.TRANSACTIONS, Capability.KILL);
        Connection connection = registry()
                .connection()
                .open(options().bufferTimeout(Duration.ofSeconds(30)).build());
        fill(connection.client().getDatabase("bank"));
        AtomicInteger next = new AtomicInteger();
        List<Work<Boolean>> tellers = IntStream.range(0, THREADS)
                .mapToObj(i -> Work.begin("teller-" + i, () -> {
                    for (int id = next.getAndIncrement(); id < TRANSFERS; id = next.getAndIncrement()) {
                        transfer(connection, new Transfer(id));
                    }
                }))
                .toList();
        for (int kill = 1; kill <= KILLS; kill++) {
            int enough = kill * TRANSFERS / (KILLS + 1);
            await().pollInterval(Duration.ofMillis(2))
                    .atMost(Duration.ofMinutes(1))
                    .until(() -> next.get() >= enough);
            server().kill();
            server().restart();
        }
        await().atMost(Duration.ofMinutes(1)).until(() -> tellers.stream().allMatch(Work::ended));
        tellers.forEach(Work::value);

        try (MongoClient raw = MongoClients.create(server().uri())) {
            audit(raw.getDatabase("bank"), forgetsCommits());
        }
    }

    /** The ledger, played again, must give the balances: so no transfer is there in part, or twice. */
    private void audit(MongoDatabase bank, boolean forgets) {
        Map<Integer, Integer> expected = new TreeMap<>();
        IntStream.range(0, ACCOUNTS).forEach(i -> expected.put(i, START));
        List<Document> ledger = bank.getCollection("ledger").find().into(new ArrayList<>());
        for (Document entry : ledger) {
            Transfer transfer = new Transfer(entry.getInteger("_id"));
            tally.finds(transfer.id());
            expected.merge(transfer.from(), -transfer.amount(), Integer::sum);
            expected.merge(transfer.to(), transfer.amount(), Integer::sum);
        }
        Map<Integer, Integer> balances = new TreeMap<>();
        bank.getCollection("accounts")
                .find()
                .forEach(account -> balances.put(account.getInteger("_id"), account.getInteger("balance")));
        LOG.info("transfers: {}, runs of the work {}, failed {}: {}", tally, runs, failures.size(), failures);

        assertThat(balances.values().stream().mapToInt(each -> each).sum()).isEqualTo(ACCOUNTS * START);
        assertThat(balances).isEqualTo(expected);
        assertThat(tally.lost()).as(tally.toString()).isEmpty();
        assertThat(tally.strange()).as(tally.toString()).isEmpty();
        // Outages are bridged: at most what each thread had in hand at each kill may have failed.
        assertThat(failures).as(tally.toString()).hasSizeLessThanOrEqualTo(KILLS * THREADS);
        assertThat(tally.acknowledged() + failures.size()).isEqualTo(TRANSFERS);
        // secantusd-rs forgets commits when it is killed, as the raw driver shows; the work then runs again and meets
        // its own ledger entry.
        assertThat(failures)
                .allMatch(each -> forgets && each instanceof MongoWriteException write && write.getCode() == 11000);
    }
}
