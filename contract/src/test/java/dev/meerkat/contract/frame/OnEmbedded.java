package dev.meerkat.contract.frame;

/** Makes a contract class run on the embedded server: the class's name ends in {@code EmbeddedTest}. */
public interface OnEmbedded extends OnServer {
    @Override
    default ServerKind kind() {
        return new EmbeddedKind();
    }
}
