package dev.meerkat.micrometer;

import java.util.List;

/** Names of tags. */
final class TagNames {
    static final String CLIENT_NAME = "client.name";
    static final String SERVER_ADDRESS = "server.address";
    static final String CLUSTER_ID = "cluster.id";
    static final String POOL_NAME = "db.client.connection.pool.name";
    static final String POOL_USE = "db.client.connection.state";
    static final List<String> DRIVER = List.of(CLUSTER_ID, SERVER_ADDRESS, CLIENT_NAME);
    static final List<String> POOL = List.of(POOL_NAME);
    static final List<String> POOL_STATE = List.of(POOL_NAME, POOL_USE);
    static final List<String> SERVER = List.of(CLIENT_NAME, SERVER_ADDRESS);
    static final List<String> SERVER_REASON = List.of(CLIENT_NAME, SERVER_ADDRESS, "reason");
    static final List<String> CONNECTION = List.of(CLIENT_NAME);
    static final List<String> CONNECTION_STATE = List.of(CLIENT_NAME, "state");
    static final List<String> CONNECTION_EVENT = List.of(CLIENT_NAME, "event");

    private TagNames() {}
}
