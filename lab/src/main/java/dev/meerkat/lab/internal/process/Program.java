package dev.meerkat.lab.internal.process;

import java.io.IOException;
import java.util.List;

/** A kind of server program: how it wants to be called. */
public interface Program {
    /** The name of the set a server of the lab is a member of. */
    String SET_NAME = "secantus";

    /** Its name, as the lab's servers report it. */
    String kind();

    /** The words to start it with; may write files into the plan's scratch folder. */
    List<String> words(LaunchPlan plan) throws IOException;

    /** Whether its first run must be told, through a client, to be a set. */
    boolean wantsInitiation(LaunchPlan plan);
}
