package dev.meerkat.contract;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.ReplaceOneModel;
import com.mongodb.client.model.ReplaceOptions;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
import com.mongodb.client.model.WriteModel;
import dev.meerkat.contract.frame.Capability;
import dev.meerkat.contract.frame.ContractCase;
import dev.meerkat.error.StaleVersionException;
import dev.meerkat.error.ValidationException;
import dev.meerkat.model.Model;
import dev.meerkat.model.annotation.Immutable;
import dev.meerkat.model.annotation.Required;
import dev.meerkat.model.annotation.Timestamped;
import dev.meerkat.model.annotation.Version;
import java.time.Instant;
import java.util.List;
import org.bson.BsonType;
import org.bson.Document;
import org.bson.codecs.pojo.annotations.BsonRepresentation;
import org.bson.conversions.Bson;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** I2: what never changes, and what only the model counts, by whatever kind of write one tries. */
abstract class KeptValuesContract extends ContractCase {
    record Place(@Required String city, @Immutable String country) {}

    @Timestamped
    record Parcel(
            ObjectId id,
            @Required String label,
            @Immutable Integer number,
            Integer weight,

            @Immutable @BsonRepresentation(BsonType.OBJECT_ID)
            String sender,

            Place from,
            Instant createdAt,
            Instant updatedAt,
            @Version Long version) {
        static Parcel labelled(String label) {
            return new Parcel(
                    null, label, 7, 100, new ObjectId().toHexString(), new Place("Oslo", "NO"), null, null, null);
        }

        Parcel from(Place other) {
            return new Parcel(id, label, number, weight, sender, other, createdAt, updatedAt, version);
        }
    }

    private Model<Parcel> parcels() {
        Model<Parcel> parcels = opened().model("Parcel", Parcel.class);
        parcels.deleteMany(new Document());
        return parcels;
    }

    private static List<String> broken(Runnable write) {
        ValidationException refusal = catchThrowableOfType(ValidationException.class, write::run);
        assertThat(refusal).isNotNull();
        return refusal.violations().stream()
                .map(each -> each.path() + " " + each.rule())
                .toList();
    }

    private static Bson named(String operator, String path, Object value) {
        return new Document(operator, new Document(path, value));
    }

    @Test
    void I2_an_immutable_field_below_another_is_kept_when_that_is_written_as_a_whole() {
        Model<Parcel> parcels = parcels();
        Parcel made = parcels.create(Parcel.labelled("a"));

        assertThat(broken(() -> parcels.updateOne(eq("label", "a"), Updates.set("from", new Place("Bergen", "SE")))))
                .containsExactly("from.country immutable");
        assertThat(broken(() -> parcels.updateOne(eq("label", "a"), Updates.unset("from"))))
                .containsExactly("from.country immutable");
        assertThat(broken(() -> parcels.replace(made.from(new Place("Malmö", "SE")))))
                .containsExactly("from.country immutable");
        assertThat(broken(() -> parcels.replace(made.from(null)))).containsExactly("from.country immutable");
        assertThat(parcels.findById(made.id())).contains(made);

        parcels.updateOne(eq("label", "a"), Updates.set("from.city", "Bergen"));
        Parcel moved = parcels.findById(made.id()).orElseThrow();
        assertThat(moved.from()).isEqualTo(new Place("Bergen", "NO"));
        assertThat(parcels.replace(moved.from(new Place("Bodø", "NO")))).isPresent();
    }

    @Test
    void I2_a_replacement_passes_whatever_form_the_immutable_value_is_stored_in() {
        Model<Parcel> parcels = parcels();
        Parcel made = parcels.create(Parcel.labelled("a"));

        assertThat(parcels.replace(made)).isPresent();
    }

    @Test
    void I2_renaming_onto_a_field_counts_as_writing_it() {
        Model<Parcel> parcels = parcels();
        Parcel made = parcels.create(Parcel.labelled("a"));

        assertThat(broken(() -> parcels.updateOne(eq("label", "a"), Updates.rename("weight", "number"))))
                .containsExactly("number immutable");
        assertThat(broken(() -> parcels.updateOne(eq("label", "a"), Updates.rename("weight", "version"))))
                .contains("version version");
        assertThat(broken(() -> parcels.updateOne(eq("label", "a"), Updates.rename("weight", "label"))))
                .containsExactly("label type");
        assertThat(parcels.findById(made.id())).contains(made);
    }

    @ParameterizedTest
    @ValueSource(strings = {"$set", "$unset", "$min", "$max", "$currentDate"})
    void I2_the_time_of_creation_is_set_by_the_insert_alone(String operator) {
        Model<Parcel> parcels = parcels();
        Parcel made = parcels.create(Parcel.labelled("a"));
        Object value = operator.equals("$currentDate") ? (Object) true : Instant.EPOCH;

        assertThat(broken(() -> parcels.updateOne(eq("label", "a"), named(operator, "createdAt", value))))
                .containsExactly("createdAt immutable");
        assertThat(parcels.findById(made.id())).contains(made);
    }

    @Test
    void I2_an_object_whose_replacement_was_stale_stays_stale() {
        Model<Account> accounts = opened().model("Account", Account.class);
        Account made = accounts.create(Account.of("ada"));
        Account mine = accounts.findById(made.getId()).orElseThrow();
        Account theirs = accounts.findById(made.getId()).orElseThrow();
        theirs.setBalance(5);
        accounts.replace(theirs);
        mine.setBalance(9);

        for (int attempt = 0; attempt < 3; attempt++) {
            assertThatThrownBy(() -> accounts.replace(mine)).isInstanceOf(StaleVersionException.class);
            assertThat(mine.getVersion()).isZero();
            accounts.bulkWrite(List.of(new ReplaceOneModel<>(eq("_id", made.getId()), mine)));
            assertThat(mine.getVersion())
                    .as("after a bulk that matched nothing")
                    .isZero();
        }
        accounts.bulkWrite(List.of(new ReplaceOneModel<>(eq("_id", made.getId()), theirs)));
        assertThat(theirs.getVersion()).as("after a bulk that was written").isEqualTo(2);
        assertThat(accounts.findById(made.getId()).orElseThrow().getBalance()).isEqualTo(5);
        assertThat(accounts.replace(theirs).orElseThrow().getVersion()).isEqualTo(3);
    }

    @Test
    void I2_an_upsert_with_a_stale_version_is_refused_and_inserts_nothing() {
        Model<Parcel> parcels = parcels();
        Parcel made = parcels.create(Parcel.labelled("a"));
        parcels.updateOne(eq("label", "a"), Updates.set("weight", 1));
        Bson stale = and(eq("label", "a"), eq("version", 0));
        Bson update = Updates.set("weight", 2);
        UpdateOptions upsert = new UpdateOptions().upsert(true);
        List<Runnable> writes = List.of(
                () -> parcels.updateOne(stale, update, upsert),
                () -> parcels.findOneAndUpdate(stale, update, new FindOneAndUpdateOptions().upsert(true)),
                () -> parcels.bulkWrite(List.of(new UpdateOneModel<>(stale, update, upsert))),
                () -> parcels.bulkWrite(
                        List.of(new ReplaceOneModel<>(eq("label", "a"), made, new ReplaceOptions().upsert(true)))));

        for (Runnable write : writes) {
            assertThatThrownBy(write::run).isInstanceOf(StaleVersionException.class);
        }
        assertThat(parcels.count()).isOne();
        assertThat(parcels.findById(made.id()).orElseThrow().weight()).isOne();
    }

    @Test
    void I2_a_deletion_that_names_a_stale_version_is_told() {
        Model<Parcel> parcels = parcels();
        Parcel made = parcels.create(Parcel.labelled("a"));
        parcels.updateOne(eq("label", "a"), Updates.set("weight", 1));
        Bson stale = and(eq("_id", made.id()), eq("version", 0));

        assertThatThrownBy(() -> parcels.deleteOne(stale)).isInstanceOf(StaleVersionException.class);
        assertThatThrownBy(() -> parcels.findOneAndDelete(stale)).isInstanceOf(StaleVersionException.class);
        assertThat(parcels.deleteOne(and(eq("_id", made.id()), eq("version", 1)))
                        .getDeletedCount())
                .isOne();
        assertThat(parcels.deleteOne(stale).getDeletedCount())
                .as("nothing there at all")
                .isZero();
    }

    @Test
    void I2_a_pipeline_in_a_bulk_is_a_change_like_any_other() {
        needs(Capability.UPDATE_PIPELINE);
        Model<Parcel> parcels = parcels();
        Parcel made = parcels.create(Parcel.labelled("a"));
        parcels.collection().updateOne(eq("label", "a"), Updates.set("updatedAt", Instant.EPOCH));
        WriteModel<Parcel> pipeline = new UpdateOneModel<>(eq("label", "a"), List.of(Updates.set("weight", 5)));

        parcels.bulkWrite(List.of(pipeline));

        Parcel changed = parcels.findById(made.id()).orElseThrow();
        assertThat(changed.weight()).isEqualTo(5);
        assertThat(changed.version()).isOne();
        assertThat(changed.updatedAt()).isAfter(Instant.EPOCH);
        assertThat(changed.createdAt()).isEqualTo(made.createdAt());
    }
}
