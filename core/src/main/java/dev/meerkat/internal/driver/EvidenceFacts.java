package dev.meerkat.internal.driver;

import dev.meerkat.diagnosis.Diagnosis;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that one attempt has shown so far, at one moment.
 *
 * @param wanted what the settings ask for
 * @param servers every server named, discovered or dropped again, in the order they came up
 * @param refusedLogin the first login that a server refused; {@code hello} needs none, so no later answer takes it back
 * @param records why the SRV records gave no hosts
 */
record EvidenceFacts(
        EvidenceWanted wanted,
        List<EvidenceServer> servers,
        @Nullable Diagnosis refusedLogin,
        @Nullable Diagnosis records) {
    EvidenceFacts {
        servers = List.copyOf(servers);
    }

    /** With what was set aside for each server of which nothing was heard since. */
    EvidenceFacts recalled() {
        return new EvidenceFacts(
                wanted, servers.stream().map(EvidenceServer::recalled).toList(), refusedLogin, records);
    }

    /** The servers the driver still asks. */
    List<EvidenceServer> present() {
        return servers.stream().filter(server -> !server.removed()).toList();
    }
}
