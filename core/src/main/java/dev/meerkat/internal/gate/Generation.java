package dev.meerkat.internal.gate;

import com.mongodb.client.MongoClient;

/** SKELETON: one driver client and the work admitted to it. */
public final class Generation {
    private final MongoClient client;

    Generation(MongoClient client) {
        this.client = client;
    }

    /** The driver's client. */
    public MongoClient client() {
        return client;
    }
}
