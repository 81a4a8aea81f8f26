package dev.meerkat.contract;

import dev.meerkat.model.annotation.Immutable;
import dev.meerkat.model.annotation.Indexed;
import dev.meerkat.model.annotation.Matches;
import dev.meerkat.model.annotation.Max;
import dev.meerkat.model.annotation.Min;
import dev.meerkat.model.annotation.Required;
import dev.meerkat.model.annotation.Secret;
import dev.meerkat.model.annotation.Timestamped;
import dev.meerkat.model.annotation.Version;
import java.time.Instant;
import java.util.List;
import org.bson.types.ObjectId;

/** A record with most of what annotations can say. */
@Timestamped
record Person(
        ObjectId id,
        @Required String name,
        @Indexed(unique = true) @Matches("^[^@]+@[^@]+$") String email,
        @Min(0) @Max(150) int age,
        Role role,
        @Secret String token,
        @Immutable String country,
        List<String> tags,
        Address address,
        Instant createdAt,
        Instant updatedAt,
        @Version Long version) {
    enum Role {
        READER,
        WRITER
    }

    record Address(@Required String city, String street) {}

    static Person named(String name, int age) {
        return new Person(
                null,
                name,
                name + "@example.org",
                age,
                Role.READER,
                "t-" + name,
                "NZ",
                List.of("new"),
                new Address("Wellington", null),
                null,
                null,
                null);
    }

    Person withName(String other) {
        return new Person(id, other, email, age, role, token, country, tags, address, createdAt, updatedAt, version);
    }

    Person withCountry(String other) {
        return new Person(id, name, email, age, role, token, other, tags, address, createdAt, updatedAt, version);
    }
}
