package dev.meerkat.contract.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.MongoIncompatibleDriverException;
import com.mongodb.MongoOperationTimeoutException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import dev.meerkat.lab.EmbeddedServer;
import dev.meerkat.lab.FaultProxy;
import dev.meerkat.lab.HelloScript;
import dev.meerkat.lab.LabServer;
import dev.meerkat.lab.ScriptedListener;
import dev.meerkat.lab.ScriptedMember;
import dev.meerkat.lab.ScriptedReplicaSet;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The examples of the lab's chapter, run with the plain driver. What they print is what they are judged by. */
@Timeout(value = 30, unit = TimeUnit.SECONDS)
final class LabSnippetsTest {
    private final PrintStream before = System.out;
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    @BeforeEach
    void listen() {
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
    }

    @AfterEach
    void giveBack() {
        System.setOut(before);
    }

    @Test
    void restart() {
        // tag::lab-restart[]
        try (LabServer mongo = EmbeddedServer.start();
                MongoClient client = MongoClients.create(mongo.uri())) {
            MongoCollection<Document> jobs = client.getDatabase("shop").getCollection("jobs");
            jobs.insertOne(new Document("_id", 1));
            mongo.kill(); // live connections drop, nobody listens
            mongo.restart(); // same port, same data
            System.out.println(jobs.countDocuments()); // 1
        }
        // end::lab-restart[]
        assertThat(printed.toString(StandardCharsets.UTF_8)).contains("1");
    }

    @Test
    void proxy() {
        // tag::lab-proxy[]
        try (EmbeddedServer mongo = EmbeddedServer.start();
                FaultProxy proxy = FaultProxy.inFrontOf(mongo);
                MongoClient client = MongoClients.create(proxy.uri() + "&timeoutMS=1000")) {
            MongoDatabase admin = client.getDatabase("admin");
            admin.runCommand(new Document("ping", 1));
            proxy.blackHole();
            try {
                admin.runCommand(new Document("ping", 1));
            } catch (MongoOperationTimeoutException e) {
                System.out.println("silent, as told");
            }
            proxy.pass();
        }
        // end::lab-proxy[]
        assertThat(printed.toString(StandardCharsets.UTF_8)).contains("silent, as told");
    }

    @Test
    void set() {
        // tag::lab-set[]
        try (EmbeddedServer server = EmbeddedServer.start();
                ScriptedReplicaSet set = ScriptedReplicaSet.inFrontOf(server); // three members
                MongoClient client = MongoClients.create(set.uri())) {
            MongoCollection<Document> jobs = client.getDatabase("shop").getCollection("jobs");
            jobs.insertOne(new Document("_id", 1));
            set.stepDown(); // another member is elected after 0.3 s
            jobs.insertOne(new Document("_id", 2)); // the driver waits and retries
            ScriptedMember dead = set.killPrimary().orElseThrow();
            jobs.insertOne(new Document("_id", 3));
            dead.restart(); // a secondary now
            System.out.println(jobs.countDocuments()); // 3
        }
        // end::lab-set[]
        assertThat(printed.toString(StandardCharsets.UTF_8)).contains("3");
    }

    @Test
    void script() {
        // tag::lab-script[]
        HelloScript old = HelloScript.standalone().wireVersions(0, 6);
        try (ScriptedListener listener = ScriptedListener.mongo(old);
                MongoClient client = MongoClients.create(listener.uri())) {
            client.getDatabase("admin").runCommand(new Document("ping", 1));
        } catch (MongoIncompatibleDriverException e) {
            System.out.println(e.getMessage()); // ... reports wire version 6 ...
        }
        // end::lab-script[]
        assertThat(printed.toString(StandardCharsets.UTF_8)).contains("wire version 6");
    }
}
