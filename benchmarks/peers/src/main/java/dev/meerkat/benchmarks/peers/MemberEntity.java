package dev.meerkat.benchmarks.peers;

import dev.morphia.annotations.Entity;
import dev.morphia.annotations.Id;
import java.time.Instant;
import org.bson.types.ObjectId;
import org.jspecify.annotations.Nullable;

/** {@link Member} as a class; Morphia reads the fields. */
@Entity(value = Kind.TYPICAL_COLLECTION, useDiscriminator = false)
final class MemberEntity {
    @Id
    private @Nullable ObjectId id;

    private @Nullable String name;
    private @Nullable String email;
    private int age;
    private @Nullable Role role;
    private @Nullable Instant createdAt;
    private @Nullable Instant updatedAt;

    static MemberEntity of(@Nullable ObjectId id) {
        Member member = Member.whole(id);
        MemberEntity entity = new MemberEntity();
        entity.id = id;
        entity.name = member.name();
        entity.email = member.email();
        entity.age = member.age();
        entity.role = member.role();
        entity.createdAt = member.createdAt();
        entity.updatedAt = member.updatedAt();
        return entity;
    }

    @Override
    public String toString() {
        return "MemberEntity[" + id + ", " + name + ", " + email + ", " + age + ", " + role + ", " + createdAt + ", "
                + updatedAt + "]";
    }
}
