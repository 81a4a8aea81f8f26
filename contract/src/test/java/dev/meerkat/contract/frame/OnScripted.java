package dev.meerkat.contract.frame;

/** Makes a contract class run on a scripted set before the external server: the class's name ends in {@code ScriptedIT}. */
public interface OnScripted extends OnServer {
    @Override
    default ServerKind kind() {
        return new ScriptedKind(new ExternalKind());
    }
}
