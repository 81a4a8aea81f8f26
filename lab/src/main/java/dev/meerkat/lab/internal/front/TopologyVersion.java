package dev.meerkat.lab.internal.front;

import org.bson.BsonDocument;
import org.bson.BsonInt64;
import org.bson.BsonObjectId;
import org.bson.types.ObjectId;

/** How often a server process has changed its mind about itself; tells drivers old answers from new ones. For the loop's thread only. */
public final class TopologyVersion {
    /** The field of greetings and errors. */
    public static final String FIELD = "topologyVersion";

    private ObjectId process = new ObjectId();
    private long counter;

    /** A first version of a new process. */
    public TopologyVersion() {}

    /** Something changed. */
    public void rise() {
        counter++;
    }

    /** Another process took over: what drivers knew of the old one is void. */
    public void restart() {
        process = new ObjectId();
        counter = 0;
    }

    /** Whether a client that knows {@code known} has nothing to learn. */
    boolean isKnown(BsonDocument known) {
        return known.getObjectId("processId").getValue().equals(process)
                && known.getInt64("counter").getValue() == counter;
    }

    /** As drivers read it. */
    public BsonDocument document() {
        return new BsonDocument("processId", new BsonObjectId(process)).append("counter", new BsonInt64(counter));
    }
}
