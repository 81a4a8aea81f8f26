package dev.meerkat.contract.frame;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.MongoCredential;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.connection.ServerMonitoringMode;
import dev.meerkat.lab.ExternalServer;
import dev.meerkat.lab.LabServer;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/** A server of module lab as the suite sees it. */
final class LabBacked implements ContractServer {
    private final LabServer server;
    private final @Nullable MongoCredential credential;

    LabBacked(LabServer server, @Nullable MongoCredential credential) {
        this.server = server;
        this.credential = credential;
    }

    @Override
    public String host() {
        return server.host();
    }

    @Override
    public int port() {
        return server.port();
    }

    @Override
    public boolean running() {
        return server.running();
    }

    @Override
    public void kill() {
        server.kill();
    }

    @Override
    public void restart() {
        server.restart();
    }

    @Override
    public void freeze() {
        process().freeze();
    }

    @Override
    public void thaw() {
        process().thaw();
    }

    private ExternalServer process() {
        if (server instanceof ExternalServer external) {
            return external;
        }
        throw new UnsupportedOperationException(server.kind() + " " + Capability.FREEZE.absence());
    }

    /** A client for each command and polling monitors: always the same two sockets while the command runs, none after it. */
    @Override
    public Document command(Document command) {
        MongoClientSettings.Builder settings = MongoClientSettings.builder()
                .applyConnectionString(new ConnectionString(uri("directConnection=true&serverSelectionTimeoutMS=5000")))
                .applicationName("contract-suite")
                .applyToServerSettings(each -> each.serverMonitoringMode(ServerMonitoringMode.POLL));
        if (credential != null) {
            settings.credential(credential);
        }
        try (MongoClient client = MongoClients.create(settings.build())) {
            return client.getDatabase("admin").runCommand(command);
        }
    }

    @Override
    public void close() {
        server.close();
    }
}
