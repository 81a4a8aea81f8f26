package dev.meerkat.benchmarks.peers;

import dev.morphia.annotations.Entity;
import dev.morphia.annotations.Id;
import org.bson.types.ObjectId;
import org.jspecify.annotations.Nullable;

/** {@link User} as a class, which Morphia needs. */
@Entity(value = Kind.PLAIN_COLLECTION, useDiscriminator = false)
public final class UserEntity {
    @Id
    private @Nullable ObjectId id;

    private String name = "";
    private String email = "";
    private int age;

    static UserEntity of(@Nullable ObjectId id) {
        User user = User.of(id);
        UserEntity entity = new UserEntity();
        entity.setId(id);
        entity.setName(user.name());
        entity.setEmail(user.email());
        entity.setAge(user.age());
        return entity;
    }

    /** The id. */
    public @Nullable ObjectId getId() {
        return id;
    }

    /** Sets the id. */
    public void setId(@Nullable ObjectId id) {
        this.id = id;
    }

    /** The name. */
    public String getName() {
        return name;
    }

    /** Sets the name. */
    public void setName(String name) {
        this.name = name;
    }

    /** The address. */
    public String getEmail() {
        return email;
    }

    /** Sets the address. */
    public void setEmail(String email) {
        this.email = email;
    }

    /** The age. */
    public int getAge() {
        return age;
    }

    /** Sets the age. */
    public void setAge(int age) {
        this.age = age;
    }
}
