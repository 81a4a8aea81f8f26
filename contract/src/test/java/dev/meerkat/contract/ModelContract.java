package dev.meerkat.contract;

import static com.mongodb.client.model.Filters.eq;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.meerkat.Connection;
import dev.meerkat.contract.frame.ContractCase;
import dev.meerkat.error.ConnectionClosedException;
import dev.meerkat.error.ModelConflictException;
import dev.meerkat.event.ModelRegistered;
import dev.meerkat.event.ModelRemoved;
import dev.meerkat.model.Model;
import dev.meerkat.model.Schema;
import dev.meerkat.testkit.EventRecorder;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.bson.Document;
import org.bson.codecs.pojo.annotations.BsonId;
import org.bson.codecs.pojo.annotations.BsonProperty;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.Test;

/** I1: models on their connection. */
abstract class ModelContract extends ContractCase {
    record Note(ObjectId id, String text) {}

    record Named(@BsonId String key, @BsonProperty("t") String text) {}

    private static Schema log() {
        return Schema.builder().field("text", String.class, f -> f.required()).build();
    }

    @Test
    void I1_a_model_made_before_the_connection_is_opened_works_after_it() {
        Connection connection = registry().connection();
        Model<Note> notes = connection.model("Note", Note.class);
        assertThatThrownBy(() -> notes.create(new Note(null, "early"))).isInstanceOf(ConnectionClosedException.class);

        connection.open(options().database("i1a").build());
        Note made = notes.create(new Note(null, "late"));

        assertThat(made.id()).isNotNull();
        assertThat(notes.findById(made.id())).contains(made);
        assertThat(connection.client().getDatabase("i1a").getCollection("notes").countDocuments())
                .isOne();
    }

    @Test
    void I1_a_model_survives_close_and_reopen() {
        Connection connection = opened();
        Model<Note> notes = connection.model("Survivor", Note.class);
        Note made = notes.create(new Note(null, "kept"));

        connection.close();
        assertThatThrownBy(() -> notes.findById(made.id())).isInstanceOf(ConnectionClosedException.class);
        connection.open();

        assertThat(notes.findById(made.id())).contains(made);
    }

    @Test
    void I1_the_same_name_with_an_equal_definition_is_the_same_model() {
        Connection connection = registry().connection();

        assertThat(connection.model("Note", Note.class)).isSameAs(connection.model("Note", Note.class));
        assertThat(connection.model("Log", log())).isSameAs(connection.model("Log", log()));
        assertThat(connection.models()).extracting(Model::name).containsExactly("Note", "Log");
    }

    @Test
    void I1_the_same_name_with_another_definition_is_an_error_that_names_the_difference() {
        Connection connection = registry().connection();
        connection.model("Log", log());
        connection.model("Note", Note.class);
        Schema other = log().toBuilder().field("level", Integer.class).build();

        assertThatThrownBy(() -> connection.model("Log", other))
                .isInstanceOf(ModelConflictException.class)
                .hasMessageContaining("field level is new");
        assertThatThrownBy(() -> connection.model(
                        "Log", Schema.builder().field("text", String.class).build()))
                .hasMessageContaining("field text: required is false instead of true");
        assertThatThrownBy(() -> connection.model("Note", Named.class)).hasMessageContaining(Named.class.getName());
        assertThat(connection.models()).hasSize(2);
    }

    @Test
    void I1_a_model_belongs_to_one_connection() {
        Connection one =
                registry().connection("one").open(options().database("i1one").build());
        Connection two =
                registry().connection("two").open(options().database("i1two").build());

        one.model("Note", Note.class).create(new Note(null, "here"));
        Model<Document> other = two.model("Note", Schema.open());

        assertThat(other.count()).isZero();
        assertThat(other.connection()).isSameAs(two);
        assertThat(one.model("Note", Note.class).count()).isOne();
    }

    @Test
    void I1_registering_and_removing_are_told_as_events_and_a_removed_name_is_free() {
        EventRecorder recorder = recorded();
        Connection connection = recorder.connection();

        connection.model("Log", log());
        connection.model("Log", log());
        assertThat(recorder.awaits(ModelRegistered.class).collection()).isEqualTo("logs");
        assertThat(connection.removeModel("Log")).isTrue();
        assertThat(recorder.awaits(ModelRemoved.class).model()).isEqualTo("Log");

        assertThat(connection.removeModel("Log")).isFalse();
        assertThat(connection.model("Log", Schema.open()).schema()).isEqualTo(Schema.open());
        assertThat(recorder.awaits(ModelRegistered.class).model()).isEqualTo("Log");
        assertThat(recorder.events(ModelRegistered.class)).hasSize(2);
    }

    @Test
    void I1_a_schema_that_is_made_anew_with_the_same_check_is_the_same() {
        Connection connection = registry().connection();
        Predicate<Integer> even = value -> value % 2 == 0;
        Supplier<Schema> schema = () -> Schema.builder()
                .field("n", Integer.class, f -> f.check("even", even, "must be even"))
                .build();

        assertThat(connection.model("Even", schema.get())).isSameAs(connection.model("Even", schema.get()));
    }

    @Test
    void I1_names_of_collections_are_plural_and_an_explicit_name_wins() {
        Connection connection = registry().connection();

        assertThat(connection.model("Person", Note.class).collectionName()).isEqualTo("people");
        assertThat(connection.model("News", Note.class).collectionName()).isEqualTo("news");
        assertThat(connection
                        .model("Box", Schema.builder().collection("crate").build())
                        .collectionName())
                .isEqualTo("crate");
    }

    @Test
    void I1_a_record_has_the_names_that_the_drivers_annotations_say_and_id_alone_is_the_id() {
        Connection connection = opened();
        Model<Named> named = connection.model("Named", Named.class);
        Model<Note> notes = connection.model("Plain", Note.class);
        named.create(new Named("k", "hello"));
        Note note = notes.create(new Note(null, "hello"));

        Document storedNamed = connection
                .model(
                        "N",
                        Schema.builder()
                                .collection("nameds")
                                .strict(dev.meerkat.model.Strict.FALSE)
                                .build())
                .findOne(eq("_id", "k"))
                .orElseThrow();
        Document storedNote =
                connection.database().getCollection("plains").find().first();

        assertThat(storedNamed).containsEntry("t", "hello").containsEntry("_id", "k");
        assertThat(storedNote).containsEntry("_id", note.id()).doesNotContainKey("id");
        assertThat(named.findById("k")).contains(new Named("k", "hello"));
    }

    @Test
    void I1_many_threads_that_define_the_same_model_get_the_same_one() throws Exception {
        Connection connection = registry().connection();
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            Callable<Model<Note>> define = () -> connection.model("Note", Note.class);
            List<Future<Model<Note>>> defined = threads.invokeAll(
                    IntStream.range(0, 64).mapToObj(number -> define).toList());
            for (Future<Model<Note>> each : defined) {
                assertThat(each.get()).isSameAs(connection.model("Note", Note.class));
            }
        } finally {
            threads.shutdownNow();
        }
    }
}
