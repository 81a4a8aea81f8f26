package dev.meerkat.contract.frame;

import dev.meerkat.lab.TlsIdentity;
import java.util.EnumSet;
import java.util.Set;

/** A set of three members before one server of another kind: what that can do, and elections. */
final class ScriptedKind implements ServerKind {
    private final ServerKind backend;

    ScriptedKind(ServerKind backend) {
        this.backend = backend;
    }

    @Override
    public String name() {
        return "scripted set (" + backend.name() + ")";
    }

    @Override
    public Set<Capability> capabilities() {
        Set<Capability> capabilities = EnumSet.of(Capability.ELECTIONS, Capability.REPLICA_SET, Capability.FAIL_POINTS);
        capabilities.addAll(backend.capabilities());
        capabilities.removeAll(EnumSet.of(Capability.TLS, Capability.SOCKET_COUNT, Capability.FREEZE));
        return capabilities;
    }

    @Override
    public ContractServer start() {
        return new ScriptedServer(backend.start());
    }

    @Override
    public ContractServer startWithLogin(String user, String password) {
        return new ScriptedServer(backend.startWithLogin(user, password));
    }

    @Override
    public ContractServer startWithTls(TlsIdentity identity) {
        throw new UnsupportedOperationException(name() + ": " + Capability.TLS.absence());
    }
}
