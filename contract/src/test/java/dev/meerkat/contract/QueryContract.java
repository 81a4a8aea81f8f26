package dev.meerkat.contract;

import static com.mongodb.client.model.Accumulators.sum;
import static com.mongodb.client.model.Aggregates.group;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Filters.gte;
import static com.mongodb.client.model.Filters.lt;
import static com.mongodb.client.model.Projections.fields;
import static com.mongodb.client.model.Projections.include;
import static com.mongodb.client.model.Sorts.ascending;
import static com.mongodb.client.model.Sorts.descending;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.ReadPreference;
import com.mongodb.client.ClientSession;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.DeleteOneModel;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.InsertOneModel;
import com.mongodb.client.model.ReplaceOneModel;
import com.mongodb.client.model.ReturnDocument;
import com.mongodb.client.model.UpdateManyModel;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.Updates;
import dev.meerkat.Connection;
import dev.meerkat.contract.frame.Capability;
import dev.meerkat.contract.frame.ContractCase;
import dev.meerkat.model.Model;
import dev.meerkat.model.Page;
import dev.meerkat.model.Query;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bson.Document;
import org.bson.codecs.pojo.annotations.BsonId;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** I4: everything a model can be asked and told. */
abstract class QueryContract extends ContractCase {
    record Item(@BsonId ObjectId id, String name, int number, String group) {}

    record NameOnly(String name) {}

    private Connection connection;
    private Model<Item> items;
    private List<Item> stored;

    @BeforeEach
    final void fill() {
        connection = opened();
        items = connection.model("Item", Item.class);
        items.awaitIndexes(Duration.ofSeconds(10)); // or they would count as in flight
        items.deleteMany(new Document());
        stored = items.insertMany(IntStream.range(0, 10)
                .mapToObj(n -> new Item(null, "n" + n, n, n % 2 == 0 ? "even" : "odd"))
                .toList());
    }

    @Test
    void I4_find_sort_skip_limit_and_projection() {
        assertThat(items.find(eq("group", "even"))
                        .sort(descending("number"))
                        .skip(1)
                        .limit(2)
                        .list())
                .extracting(Item::number)
                .containsExactly(6, 4);
        assertThat(items.find()
                        .projection(fields(include("name")), NameOnly.class)
                        .sort(ascending("number"))
                        .limit(1)
                        .list())
                .containsExactly(new NameOnly("n0"));
        assertThat(items.find()
                        .projection(include("name", "number"))
                        .sort(ascending("number"))
                        .first()
                        .orElseThrow())
                .isEqualTo(new Item(stored.get(0).id(), "n0", 0, null));
    }

    @Test
    void I4_a_query_is_immutable_and_can_be_used_again() {
        Query<Item> odd = items.find(eq("group", "odd"));
        Query<Item> first = odd.sort(ascending("number")).limit(1);

        assertThat(odd.list()).hasSize(5);
        assertThat(first.list()).extracting(Item::number).containsExactly(1);
        assertThat(odd.list()).hasSize(5);
        assertThat(first.list()).extracting(Item::number).containsExactly(1);
    }

    @Test
    void I4_find_one_find_by_id_exists_count_and_distinct() {
        assertThat(items.findOne(eq("number", 3))).contains(stored.get(3));
        assertThat(items.findOne(eq("number", 33))).isEmpty();
        assertThat(items.findById(stored.get(4).id())).contains(stored.get(4));
        assertThat(items.findById(stored.get(4).id().toHexString())).contains(stored.get(4));
        assertThat(items.findById(new ObjectId())).isEmpty();
        assertThat(items.exists(gt("number", 8))).isTrue();
        assertThat(items.exists(gt("number", 9))).isFalse();
        assertThat(items.count()).isEqualTo(10);
        assertThat(items.count(lt("number", 4))).isEqualTo(4);
        assertThat(items.distinct("group", String.class)).containsExactlyInAnyOrder("even", "odd");
        assertThat(items.distinct("number", Integer.class, gte("number", 8))).containsExactlyInAnyOrder(8, 9);
    }

    @Test
    void I4_pages_have_items_and_totals() {
        Query<Item> all = items.find().sort(ascending("number"));

        Page<Item> last = all.page(3, 3);
        Page<Item> first = all.page(0, 3);

        assertThat(first.items()).extracting(Item::number).containsExactly(0, 1, 2);
        assertThat(first.hasNext()).isTrue();
        assertThat(first.pages()).isEqualTo(4);
        assertThat(last.items()).extracting(Item::number).containsExactly(9);
        assertThat(last.hasNext()).isFalse();
        assertThat(last.total()).isEqualTo(10);
        assertThatThrownBy(() -> all.page(0, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThat(all.page(Integer.MAX_VALUE, 3).items())
                .as("far beyond the last")
                .isEmpty();
        assertThat(all.skip(5).limit(1).page(0, 3).items())
                .extracting(Item::number)
                .containsExactly(0, 1, 2);
    }

    @Test
    void I4_a_time_limit_that_would_mean_none_is_refused() {
        for (Duration time : List.of(Duration.ZERO, Duration.ofNanos(1), Duration.ofSeconds(-1))) {
            assertThatThrownBy(() -> items.withTimeout(time)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> items.find().timeout(time)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void I4_G6_an_iterator_of_a_stream_has_read_everything_and_left_nothing_open() {
        List<Integer> read = new ArrayList<>();

        items.find().batchSize(2).stream()
                .peek(item -> read.add(item.number()))
                .iterator()
                .next();

        assertThat(read).hasSize(10);
        assertThat(connection.status().inFlight()).isZero();
    }

    @Test
    void I4_G6_a_stream_counts_as_in_flight_and_closes_itself() {
        Query<Item> all = items.find().sort(ascending("number")).batchSize(2);
        List<Long> inFlight = new ArrayList<>();

        List<Integer> three = all.stream()
                .peek(item -> inFlight.add(connection.status().inFlight()))
                .map(Item::number)
                .limit(3)
                .toList();

        assertThat(three).containsExactly(0, 1, 2);
        assertThat(inFlight).containsOnly(1L);
        assertThat(connection.status().inFlight())
                .as("after a stream that stopped early")
                .isZero();
        assertThat(all.stream().mapToInt(Item::number).sum()).isEqualTo(45);
        assertThat(connection.status().inFlight())
                .as("after a stream read to its end")
                .isZero();
    }

    @Test
    void I4_G6_a_stream_closes_itself_when_its_reader_throws_and_sends_nothing_unread() {
        Stream<Item> stream = items.find().batchSize(2).stream();
        assertThat(connection.status().inFlight()).isZero();

        assertThatThrownBy(() -> stream.forEach(item -> {
                    throw new IllegalStateException("enough");
                }))
                .hasMessage("enough");

        assertThat(connection.status().inFlight()).isZero();
    }

    @Test
    void I4_for_each_sees_every_document_and_is_one_operation() {
        List<Integer> numbers = new ArrayList<>();

        items.find().batchSize(3).sort(ascending("number")).forEach(item -> {
            numbers.add(item.number());
            assertThat(connection.status().inFlight()).isOne();
        });

        assertThat(numbers)
                .containsExactlyElementsOf(IntStream.range(0, 10).boxed().toList());
    }

    @Test
    void I4_update_delete_and_replace_one_and_many() {
        assertThat(items.updateOne(eq("number", 1), Updates.set("name", "one")).getModifiedCount())
                .isOne();
        assertThat(items.updateMany(eq("group", "odd"), Updates.inc("number", 100))
                        .getModifiedCount())
                .isEqualTo(5);
        assertThat(items.replaceOne(eq("number", 2), new Item(stored.get(2).id(), "two", 2, "even"))
                        .getModifiedCount())
                .isOne();
        assertThat(items.deleteOne(eq("number", 0)).getDeletedCount()).isOne();
        assertThat(items.deleteMany(gt("number", 100)).getDeletedCount()).isEqualTo(5);

        assertThat(items.find().sort(ascending("number")).list())
                .extracting(Item::name)
                .containsExactly("two", "n4", "n6", "n8");
    }

    @Test
    void I4_replace_puts_a_document_in_the_place_of_the_one_with_its_id() {
        Item changed = new Item(stored.get(5).id(), "five", 5, "odd");

        assertThat(items.replace(changed)).contains(changed);
        assertThat(items.findById(changed.id())).contains(changed);
        assertThat(items.replace(new Item(new ObjectId(), "nobody", 0, "none"))).isEmpty();
        assertThat(items.count()).isEqualTo(10);
    }

    @Test
    void I4_find_one_and_update_replace_and_delete() {
        FindOneAndUpdateOptions after = new FindOneAndUpdateOptions().returnDocument(ReturnDocument.AFTER);

        assertThat(items.findOneAndUpdate(eq("number", 1), Updates.set("name", "one")))
                .contains(stored.get(1));
        assertThat(items.findOneAndUpdate(eq("number", 2), Updates.set("name", "two"), after))
                .map(Item::name)
                .contains("two");
        assertThat(items.findOneAndReplace(
                        eq("number", 3), new Item(stored.get(3).id(), "three", 3, "odd")))
                .contains(stored.get(3));
        assertThat(items.findOneAndDelete(eq("number", 4))).contains(stored.get(4));
        assertThat(items.findOneAndDelete(eq("number", 4))).isEmpty();
        assertThat(items.findById(stored.get(3).id())).map(Item::name).contains("three");
    }

    @Test
    void I4_a_bulk_of_every_kind_of_write() {
        items.bulkWrite(List.of(
                new InsertOneModel<>(new Item(null, "n10", 10, "even")),
                new ReplaceOneModel<>(eq("number", "0"), new Item(stored.get(0).id(), "zero", 0, "even")),
                new UpdateOneModel<>(eq("number", 1), Updates.set("name", "one")),
                new UpdateManyModel<>(eq("group", "odd"), Updates.set("group", "ODD")),
                new DeleteOneModel<>(eq("number", "2"))));

        assertThat(items.find().sort(ascending("number")).limit(3).list())
                .extracting(Item::name)
                .containsExactly("zero", "one", "n3");
        assertThat(items.count(eq("group", "ODD"))).isEqualTo(5);
        assertThat(items.findOne(eq("number", 10)).orElseThrow().id()).isNotNull();
    }

    @Test
    void I4_aggregate_gives_documents_or_another_class() {
        List<Document> sums = items.aggregate(List.of(group("$group", sum("total", "$number"))))
                .into(new ArrayList<>());
        List<NameOnly> names = items.aggregate(
                        List.of(new Document("$match", new Document("number", 7))), NameOnly.class)
                .into(new ArrayList<>());

        assertThat(sums)
                .extracting(each -> each.get("_id") + "=" + each.get("total"))
                .containsExactlyInAnyOrder("even=20", "odd=25");
        assertThat(names).containsExactly(new NameOnly("n7"));
    }

    @Test
    void I4_read_preference_timeout_and_session_belong_to_the_query() {
        assertThat(items.find()
                        .readPreference(ReadPreference.nearest())
                        .timeout(Duration.ofSeconds(5))
                        .list())
                .hasSize(10);
        MongoCollection<Item> handle = items.withReadPreference(ReadPreference.secondaryPreferred())
                .withTimeout(Duration.ofSeconds(3))
                .collection();
        assertThat(handle.getReadPreference()).isEqualTo(ReadPreference.secondaryPreferred());
        assertThat(handle.getTimeout(java.util.concurrent.TimeUnit.SECONDS)).isEqualTo(3L);
        assertThat(items.collection().getTimeout(java.util.concurrent.TimeUnit.SECONDS))
                .isNull();
    }

    @Test
    void I4_a_session_carries_the_transaction_of_everything_in_it() {
        needs(Capability.TRANSACTIONS);
        try (ClientSession session = connection.client().startSession()) {
            session.startTransaction();
            Model<Item> inside = items.withSession(session);
            inside.create(new Item(null, "inside", 99, "odd"));
            inside.updateMany(eq("group", "odd"), Updates.set("group", "x"));

            assertThat(inside.count(eq("group", "x"))).isEqualTo(6);
            assertThat(items.find(eq("name", "inside")).session(session).list()).hasSize(1);
            assertThat(items.find(eq("name", "inside")).list()).isEmpty();
            session.abortTransaction();
        }
        assertThat(items.count()).isEqualTo(10);
        assertThat(items.count(eq("group", "odd"))).isEqualTo(5);
    }

    @Test
    void I4_explain_returns_the_servers_plan() {
        needs(Capability.EXPLAIN);
        Document plan = items.find(eq("number", 3)).explain();

        assertThat(plan).containsKey("queryPlanner");
    }
}
