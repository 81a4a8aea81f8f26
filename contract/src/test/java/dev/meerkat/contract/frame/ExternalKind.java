package dev.meerkat.contract.frame;

import com.mongodb.MongoCredential;
import dev.meerkat.lab.ExternalServer;
import dev.meerkat.lab.ExternalServerBuilder;
import dev.meerkat.lab.PemFiles;
import dev.meerkat.lab.ServerBinary;
import dev.meerkat.lab.TlsIdentity;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/** The server that is a process of its own: it can be killed, frozen and asked for a login. */
final class ExternalKind implements ServerKind {
    @Override
    public String name() {
        return "external";
    }

    @Override
    public Set<Capability> capabilities() {
        return EnumSet.complementOf(EnumSet.of(Capability.TEXT_INDEX, Capability.HASHED_INDEX, Capability.ELECTIONS));
    }

    @Override
    public ContractServer start() {
        return start(ExternalServer.builder(), null);
    }

    @Override
    public ContractServer startWithLogin(String user, String password) {
        return start(
                ExternalServer.builder().user(user, password, "root"),
                MongoCredential.createCredential(user, "admin", password.toCharArray()));
    }

    @Override
    public ContractServer startWithTls(TlsIdentity identity) {
        try {
            Path folder = Files.createTempDirectory("meerkat-contract");
            PemFiles files = identity.write(folder, "server");
            try {
                return start(ExternalServer.builder().tls(files.certificate(), files.key()), null);
            } finally {
                // Read at the start; no test restarts a server that speaks TLS.
                Files.delete(files.certificate());
                Files.delete(files.key());
                Files.delete(folder);
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private static ContractServer start(ExternalServerBuilder builder, @Nullable MongoCredential credential) {
        if (!ExternalServer.available()) {
            if (ServerBinary.required()) {
                Assertions.fail(ServerBinary.absence());
            }
            Assumptions.abort(ServerBinary.absence());
        }
        // Without a sync at every commit the server itself loses acknowledged writes when it is killed.
        return new LabBacked(builder.syncOnCommit().start(), credential);
    }
}
