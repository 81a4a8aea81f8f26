package dev.meerkat.contract.frame;

import dev.meerkat.lab.EmbeddedServer;
import dev.meerkat.lab.TlsIdentity;
import java.util.EnumSet;
import java.util.Set;

/** The server in this JVM: quick, and always there. */
final class EmbeddedKind implements ServerKind {
    @Override
    public String name() {
        return "embedded";
    }

    @Override
    public Set<Capability> capabilities() {
        return EnumSet.of(Capability.TLS, Capability.TEXT_INDEX, Capability.HASHED_INDEX);
    }

    @Override
    public ContractServer start() {
        return new LabBacked(EmbeddedServer.start(), null);
    }

    @Override
    public ContractServer startWithLogin(String user, String password) {
        throw new UnsupportedOperationException(name() + ": " + Capability.AUTH.absence());
    }

    @Override
    public ContractServer startWithTls(TlsIdentity identity) {
        return new LabBacked(EmbeddedServer.startTls(identity), null);
    }
}
