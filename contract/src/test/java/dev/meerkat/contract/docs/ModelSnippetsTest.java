package dev.meerkat.contract.docs;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.ne;
import static com.mongodb.client.model.Indexes.ascending;
import static com.mongodb.client.model.Indexes.compoundIndex;
import static com.mongodb.client.model.Indexes.descending;
import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.inc;
import static com.mongodb.client.model.Updates.set;
import static java.time.Duration.ofDays;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.MongoWriteException;
import com.mongodb.client.ClientSession;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Sorts;
import dev.meerkat.Connection;
import dev.meerkat.ConnectionRegistry;
import dev.meerkat.error.InvalidFilterException;
import dev.meerkat.error.StaleVersionException;
import dev.meerkat.error.ValidationException;
import dev.meerkat.lab.EmbeddedServer;
import dev.meerkat.model.Model;
import dev.meerkat.model.Page;
import dev.meerkat.model.Query;
import dev.meerkat.model.Schema;
import dev.meerkat.model.Strict;
import dev.meerkat.model.TrustedFilter;
import dev.meerkat.model.annotation.Default;
import dev.meerkat.model.annotation.Immutable;
import dev.meerkat.model.annotation.Indexed;
import dev.meerkat.model.annotation.Length;
import dev.meerkat.model.annotation.Matches;
import dev.meerkat.model.annotation.Min;
import dev.meerkat.model.annotation.Required;
import dev.meerkat.model.annotation.Secret;
import dev.meerkat.model.annotation.Timestamped;
import dev.meerkat.model.annotation.Version;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.bson.Document;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Every example of the guide's chapters on models and queries. A region between tags is a block of the guide, letter for letter. */
@Timeout(value = 30, unit = TimeUnit.SECONDS)
final class ModelSnippetsTest {
    private static final Logger log = LoggerFactory.getLogger(ModelSnippetsTest.class);

    private final EmbeddedServer server = EmbeddedServer.start();
    private final ConnectionRegistry registry = new ConnectionRegistry();
    private final Connection db = registry.connect(server.uri());

    @AfterEach
    void end() {
        registry.close();
        server.close();
    }

    // spotless:off
    // tag::model-record[]
    enum Role { READER, WRITER }

    record Address(@Required String city, String street) {}

    @Timestamped
    record Customer(
            ObjectId id,
            @Required @Length(max = 100) String name,
            @Indexed(unique = true) @Matches("^[^@]+@[^@]+$") String email,
            @Min(0) int credit,
            @Default("READER") Role role,
            @Secret String token,
            @Immutable String country,
            Address address,
            Instant createdAt,
            Instant updatedAt,
            @Version Long version) {}
    // end::model-record[]
    // spotless:on

    private static Customer customer(String name) {
        return new Customer(
                null, name, name + "@example.org", 5, null, "t", "NZ", new Address("Oslo", null), null, null, null);
    }

    @Test
    void creating() {
        // tag::model-create[]
        Model<Customer> customers = db.model("Customer", Customer.class); // collection "customers"
        Customer ada = customers.create(new Customer(
                null,
                "Ada",
                "ada@example.org",
                5,
                null,
                "t-1",
                "NZ",
                new Address("Wellington", null),
                null,
                null,
                null));
        // ada has an id, role READER, both times and version 0
        // end::model-create[]
        assertThat(customers.findById(ada.id())).contains(ada);
        assertThat(ada.role()).isEqualTo(Role.READER);
        assertThat(ada.version()).isZero();
    }

    @Test
    void dynamic() {
        // tag::model-schema[]
        Schema entry = Schema.builder()
                .field("at", Instant.class, f -> f.required())
                .field("level", String.class, f -> f.oneOf("info", "error").defaultValue("info"))
                .field("user", ObjectId.class)
                .nested("place", Schema.builder().field("city", String.class).build())
                .list("tags", String.class, each -> each.maxLength(20), whole -> whole.maxLength(5))
                .map("counts", Long.class)
                .strict(Strict.THROW)
                .index(compoundIndex(ascending("level"), descending("at")))
                .index(ascending("at"), i -> i.expireAfter(ofDays(30)))
                .build();
        Model<Document> log = db.model("Log", entry);
        log.create(new Document("at", Instant.now()).append("counts", Map.of("tries", 3)));
        // end::model-schema[]
        assertThat(log.find(eq("counts.tries", "3")).list()).hasSize(1);
        assertThat(log.schema().indexes()).hasSize(2);
    }

    @Test
    void refusing() {
        Model<Customer> customers = db.model("Customer", Customer.class);
        int told = 0;
        // tag::model-refused[]
        try {
            customers.create(new Customer(
                    null, null, "nobody", -1, null, "t-1", "NZ", new Address(null, null), null, null, null));
        } catch (ValidationException e) {
            e.violations().forEach(v -> log.warn("{} {} {}", v.path(), v.rule(), v.message()));
            told = e.violations().size(); // name, email, credit, address.city
        }
        // end::model-refused[]
        assertThat(told).isEqualTo(4);
        assertThat(customers.count()).isZero();
    }

    @Test
    void versions() {
        Model<Customer> customers = db.model("Customer", Customer.class);
        Customer read = customers.create(customer("ada"));
        customers.updateOne(eq("_id", read.id()), inc("credit", 1));
        Customer richer = new Customer(
                read.id(),
                "Ada",
                read.email(),
                9,
                read.role(),
                "t",
                "NZ",
                null,
                read.createdAt(),
                null,
                read.version());
        String answer = "stored";
        // tag::model-version[]
        try {
            customers.replace(richer);
        } catch (StaleVersionException e) {
            answer = "changed by somebody else: read it again"; // nothing was written
        }
        // end::model-version[]
        assertThat(answer).startsWith("changed");
    }

    @Test
    void duplicates() {
        Model<Customer> customers = db.model("Customer", Customer.class);
        customers.collection().createIndex(ascending("email"), new IndexOptions().unique(true));
        customers.create(customer("ada"));
        String answer = "stored";
        // tag::model-duplicate[]
        try {
            customers.create(customer("ada"));
        } catch (MongoWriteException e) { // the driver's own
            answer = customers
                    .duplicateKey(e)
                    .map(key -> key.index() + " " + key.values())
                    .orElse("something else");
        }
        // end::model-duplicate[]
        assertThat(answer).isEqualTo("email_1 {email=ada@example.org}");
    }

    @Test
    void queries() {
        Model<Customer> customers = db.model("Customer", Customer.class);
        Customer ada = customers.create(customer("ada"));
        // tag::query[]
        Query<Customer> rich =
                customers.find(gt("credit", 3)).sort(Sorts.ascending("name")); // immutable: keep it, refine it
        List<Customer> ten = rich.limit(10).timeout(ofSeconds(2)).list();
        Optional<Customer> first = rich.first();
        Page<Customer> page = rich.page(0, 20); // items, total, hasNext()
        long names = rich.stream().map(Customer::name).distinct().count(); // closes itself
        rich.forEach(c -> log.info("{}", c.name()));
        // end::query[]
        assertThat(ten).containsExactly(ada);
        assertThat(first).contains(ada);
        assertThat(page.total()).isOne();
        assertThat(names).isOne();
    }

    @Test
    void casting() {
        Model<Customer> customers = db.model("Customer", Customer.class);
        Customer ada = customers.create(customer("ada"));
        String answer = "found";
        // tag::query-cast[]
        String fromUrl = ada.id().toHexString();
        customers.findById(fromUrl); // text to ObjectId
        customers
                .find(and(gt("credit", "4"), in("role", "READER"), gt("createdAt", "2026-01-01")))
                .list();
        try {
            customers.find(eq("credit", "a lot")).list();
        } catch (InvalidFilterException e) {
            answer = e.getMessage(); // … credit: expects Integer (type), but is a lot …
        }
        // end::query-cast[]
        assertThat(customers.findById(fromUrl)).contains(ada);
        assertThat(answer).contains("credit: expects Integer (type), but is a lot");
    }

    @Test
    void injection() {
        Model<Customer> customers = db.model("Customer", Customer.class);
        customers.create(customer("ada"));
        Map<String, Object> request = Map.of("token", new Document("$ne", null));
        String answer = "logged in";
        // tag::query-injection[]
        try {
            customers.findOne(eq("token", request.get("token"))); // the request said {"$ne": null}
        } catch (InvalidFilterException e) {
            answer = "refused";
        }
        customers.findOne(ne("token", null)); // built in code: passes
        customers.findOne(TrustedFilter.of(Document.parse("{token: {$ne: null}}"))); // said to be built in code
        // end::query-injection[]
        assertThat(answer).isEqualTo("refused");
        assertThat(customers.findOne(ne("token", null))).isPresent();
    }

    @Test
    void updates() {
        Model<Customer> customers = db.model("Customer", Customer.class);
        customers.create(customer("ada"));
        // tag::query-update[]
        customers.updateOne(eq("email", "ada@example.org"), combine(set("role", Role.WRITER), inc("credit", 10)));
        customers.deleteMany(eq("credit", 0));
        // end::query-update[]
        assertThat(customers.find().first().orElseThrow().credit()).isEqualTo(15);
    }

    @Test
    void handles() {
        Model<Customer> customers = db.model("Customer", Customer.class);
        ClientSession session = null;
        // tag::query-handle[]
        Model<Customer> quick = customers.withTimeout(ofSeconds(1)); // for each of its operations
        Model<Customer> inSession = session == null ? quick : quick.withSession(session);
        // end::query-handle[]
        assertThat(inSession.count()).isZero();
    }
}
