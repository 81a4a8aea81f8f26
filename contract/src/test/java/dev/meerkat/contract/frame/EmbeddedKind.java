package dev.meerkat.contract.frame;

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
        return EnumSet.noneOf(Capability.class);
    }

    @Override
    public ContractServer start() {
        throw new UnsupportedOperationException("waits for the lab");
    }

    @Override
    public ContractServer startWithLogin(String user, String password) {
        throw new UnsupportedOperationException("the embedded server knows no users");
    }
}
