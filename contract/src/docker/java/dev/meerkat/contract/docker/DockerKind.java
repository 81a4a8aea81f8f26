package dev.meerkat.contract.docker;

import dev.meerkat.contract.frame.Capability;
import dev.meerkat.contract.frame.ContractServer;
import dev.meerkat.contract.frame.ServerKind;
import dev.meerkat.lab.TlsIdentity;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Assumptions;
import org.testcontainers.DockerClientFactory;

/**
 * A real MongoDB in a container of Testcontainers', in the place of the external server: the same {@code …ExternalIT} classes run on it. Found
 * by its service entry, which only profile {@code docker} has on the class path. Where there is no Docker every test is skipped, and says so.
 */
public final class DockerKind implements ServerKind {
    private static final String ABSENCE =
            "docker: no Docker answers, so nothing was run on MongoDB's image. Fix: start Docker, or leave -Pdocker out";

    /** For the service loader. */
    public DockerKind() {}

    @Override
    public String name() {
        return "docker";
    }

    @Override
    public Set<Capability> capabilities() {
        return EnumSet.complementOf(EnumSet.of(Capability.ELECTIONS, Capability.AUTH, Capability.TLS));
    }

    @Override
    public ContractServer start() {
        if (!DockerClientFactory.instance().isDockerAvailable()) {
            Assumptions.abort(ABSENCE);
        }
        return DockerServer.start();
    }

    @Override
    public ContractServer startWithLogin(String user, String password) {
        return Assumptions.abort(name() + ": " + Capability.AUTH.absence() + " here; the external server shows logins");
    }

    @Override
    public ContractServer startWithTls(TlsIdentity identity) {
        return Assumptions.abort(name() + ": " + Capability.TLS.absence() + "; the external server shows TLS");
    }
}
