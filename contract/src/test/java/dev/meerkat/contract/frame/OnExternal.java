package dev.meerkat.contract.frame;

/** Makes a contract class run on the external server process: the class's name ends in {@code ExternalIT}. */
public interface OnExternal extends OnServer {
    @Override
    default ServerKind kind() {
        return new ExternalKind();
    }
}
