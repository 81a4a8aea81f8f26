package dev.meerkat.lab;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.ClientSession;
import com.mongodb.client.MongoClient;
import org.bson.Document;
import org.junit.jupiter.api.Test;

@WithServerProgram
final class MongosExternalIT extends MongosCase {
    @Override
    LabServer start() {
        return ExternalServer.builder().start();
    }

    @Test
    void aTransactionIsCommittedThroughARouterAndThroughALoadBalancer() {
        try (ScriptedMongos routers = ScriptedMongos.inFrontOf(server());
                ScriptedMongos balanced = ScriptedMongos.loadBalanced(server())) {
            for (ScriptedMongos each : new ScriptedMongos[] {routers, balanced}) {
                try (MongoClient client = Clients.to(each.uri());
                        ClientSession session = client.startSession()) {
                    Clients.things(client).insertOne(new Document());
                    long before = Clients.things(client).countDocuments();
                    session.withTransaction(
                            () -> Clients.things(client).insertOne(session, new Document("in", "transaction")));
                    assertThat(Clients.things(client).countDocuments()).isEqualTo(before + 1);
                }
            }
        }
    }
}
