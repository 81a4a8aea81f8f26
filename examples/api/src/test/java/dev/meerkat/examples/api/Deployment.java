package dev.meerkat.examples.api;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import dev.meerkat.lab.EmbeddedServer;
import dev.meerkat.lab.ExternalServer;
import dev.meerkat.lab.LabServer;
import dev.meerkat.lab.ScriptedReplicaSet;
import dev.meerkat.lab.ServerBinary;
import java.util.ArrayList;
import java.util.List;
import org.bson.Document;
import org.junit.jupiter.api.Assertions;

/** A scripted replica set before the external server, or the embedded one where that is not there; and a look at what is stored, past the set. */
final class Deployment implements AutoCloseable {
    private final LabServer server;
    private final ScriptedReplicaSet set;
    private final MongoClient client;

    private Deployment(LabServer server) {
        this.server = server;
        this.set = ScriptedReplicaSet.inFrontOf(server);
        this.client = MongoClients.create("mongodb://" + server.address() + "/?directConnection=true");
    }

    static Deployment start() {
        if (ExternalServer.available()) {
            return new Deployment(ExternalServer.builder().syncOnCommit().start());
        }
        if (ServerBinary.required()) {
            Assertions.fail(ServerBinary.absence());
        }
        return new Deployment(EmbeddedServer.start());
    }

    ScriptedReplicaSet set() {
        return set;
    }

    /** Where instances connect to. */
    String uri() {
        return set.uri().replace("/?", "/shop?");
    }

    /** Ids of all orders, those that are there twice too. */
    List<String> stored() {
        return client.getDatabase("shop")
                .getCollection("orders")
                .find()
                .projection(new Document("_id", 1))
                .map(each -> each.getString("_id"))
                .into(new ArrayList<>());
    }

    void empty() {
        client.getDatabase("shop").getCollection("orders").deleteMany(new Document());
    }

    @Override
    public void close() {
        client.close();
        set.close();
        server.close();
    }
}
