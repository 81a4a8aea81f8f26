package dev.meerkat.lab;

/** What a {@link ScriptedMember} is at the moment. */
public enum MemberState {
    /** It takes writes; so does, for a while, one that has lost its office and has not noticed. */
    PRIMARY,
    /** It takes reads of those who are content with a secondary. */
    SECONDARY,
    /** It was taken out of the set, still listens and says so. */
    REMOVED,
    /** Nobody listens. */
    DOWN
}
