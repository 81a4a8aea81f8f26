package dev.meerkat.contract.frame;

/** Something that runs on one kind of server. */
public interface OnServer {
    /** The kind. */
    ServerKind kind();
}
