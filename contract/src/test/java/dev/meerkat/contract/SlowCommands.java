package dev.meerkat.contract;

import dev.meerkat.contract.frame.ContractServer;
import java.time.Duration;
import java.util.List;
import org.bson.Document;

/** The server's fail point {@code failCommand}, on until closed. */
final class SlowCommands implements AutoCloseable {
    private final ContractServer server;

    private SlowCommands(ContractServer server, Document data) {
        this.server = server;
        server.command(new Document("configureFailPoint", "failCommand")
                .append("mode", "alwaysOn")
                .append("data", data));
    }

    /** Every {@code command} of clients called {@code appName} takes at least {@code time}. */
    static SlowCommands slow(ContractServer server, String appName, String command, Duration time) {
        return new SlowCommands(
                server,
                data(appName, command).append("blockConnection", true).append("blockTimeMS", (int) time.toMillis()));
    }

    /** Every {@code command} of clients called {@code appName} fails with {@code code} and {@code labels}. */
    static SlowCommands failing(ContractServer server, String appName, String command, int code, List<String> labels) {
        return new SlowCommands(
                server, data(appName, command).append("errorCode", code).append("errorLabels", labels));
    }

    /** Every {@code command} of clients called {@code appName} loses its socket. */
    static SlowCommands cutting(ContractServer server, String appName, String command) {
        return new SlowCommands(server, data(appName, command).append("closeConnection", true));
    }

    private static Document data(String appName, String command) {
        return new Document("failCommands", List.of(command)).append("appName", appName);
    }

    @Override
    public void close() {
        server.command(new Document("configureFailPoint", "failCommand").append("mode", "off"));
    }
}
