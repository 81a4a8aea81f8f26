package dev.meerkat.contract.frame;

import java.util.EnumSet;
import java.util.Set;

/** The server that is a process of its own: it can be killed, frozen and asked for a login. */
final class ExternalKind implements ServerKind {
    @Override
    public String name() {
        return "external";
    }

    @Override
    public Set<Capability> capabilities() {
        return EnumSet.allOf(Capability.class);
    }

    @Override
    public ContractServer start() {
        throw new UnsupportedOperationException("waits for the lab");
    }

    @Override
    public ContractServer startWithLogin(String user, String password) {
        throw new UnsupportedOperationException("waits for the lab");
    }
}
