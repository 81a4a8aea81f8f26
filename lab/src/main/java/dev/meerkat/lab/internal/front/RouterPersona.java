package dev.meerkat.lab.internal.front;

import dev.meerkat.lab.internal.wire.Packet;
import org.bson.BsonBoolean;
import org.bson.BsonDocument;
import org.bson.BsonObjectId;
import org.bson.BsonString;
import org.bson.types.ObjectId;
import org.jspecify.annotations.Nullable;

/** A router of a sharded cluster: takes everything, belongs to no set; behind a load balancer it says which one it is. */
public final class RouterPersona implements Persona {
    private final TopologyVersion version = new TopologyVersion();
    private @Nullable ObjectId serviceId;
    private boolean alive = true;

    private RouterPersona(@Nullable ObjectId serviceId) {
        this.serviceId = serviceId;
    }

    /** One that clients reach themselves. */
    public static RouterPersona plain() {
        return new RouterPersona(null);
    }

    /** One behind a load balancer. */
    public static RouterPersona balanced() {
        return new RouterPersona(new ObjectId());
    }

    /** Its process ends. */
    public void die() {
        alive = false;
    }

    /** Its process starts again, as another one. */
    public void revive() {
        alive = true;
        version.restart();
        if (serviceId != null) {
            serviceId = new ObjectId();
        }
    }

    @Override
    public boolean alive() {
        return alive;
    }

    @Override
    public BsonDocument introduce(BsonDocument greeting) {
        GreetingFields.writable(GreetingFields.neutral(greeting), true)
                .append("msg", new BsonString("isdbgrid"))
                .append("secondary", BsonBoolean.FALSE)
                .append(TopologyVersion.FIELD, version.document());
        return serviceId == null ? greeting : greeting.append("serviceId", new BsonObjectId(serviceId));
    }

    @Override
    public TopologyVersion version() {
        return version;
    }

    @Override
    public @Nullable BsonDocument refusal(Packet command) {
        return null;
    }

    @Override
    public @Nullable BsonDocument ownAnswer(BsonDocument command) {
        return null;
    }
}
