package dev.meerkat.lab.internal.front;

import java.util.List;
import org.bson.BsonBoolean;
import org.bson.BsonDocument;

/** The fields by which a greeting tells what kind of server it comes from. */
public final class GreetingFields {
    private static final List<String> OF_A_KIND = List.of(
            "ismaster",
            "isWritablePrimary",
            "secondary",
            "arbiterOnly",
            "hidden",
            "passive",
            "isreplicaset",
            "info",
            "setName",
            "setVersion",
            "electionId",
            "hosts",
            "passives",
            "arbiters",
            "primary",
            "me",
            "tags",
            "msg",
            "serviceId",
            "topologyVersion");

    private GreetingFields() {}

    /** Takes out what the backend says of its kind, and the compression that nobody between could read; returns the given document. */
    public static BsonDocument neutral(BsonDocument greeting) {
        OF_A_KIND.forEach(greeting::remove);
        greeting.remove("compression");
        return greeting.append("helloOk", BsonBoolean.TRUE);
    }

    /** Adds whether it takes writes, under both names. */
    public static BsonDocument writable(BsonDocument greeting, boolean writable) {
        return greeting.append("ismaster", BsonBoolean.valueOf(writable))
                .append("isWritablePrimary", BsonBoolean.valueOf(writable));
    }
}
