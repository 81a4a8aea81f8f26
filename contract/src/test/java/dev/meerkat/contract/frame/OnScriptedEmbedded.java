package dev.meerkat.contract.frame;

/** Makes a contract class run on a scripted set before the embedded server: the class's name ends in {@code ScriptedTest}. */
public interface OnScriptedEmbedded extends OnServer {
    @Override
    default ServerKind kind() {
        return new ScriptedKind(new EmbeddedKind());
    }
}
