package dev.meerkat.lab;

import org.bson.BsonDocument;

/** What a scripted server answers. Called on the listener's own thread, one command at a time; must not block. */
@FunctionalInterface
public interface CommandScript {
    /**
     * Answers one command.
     *
     * @param address the listener's own {@code host:port}, for {@code me} and {@code hosts}
     * @param command the command as it came, its name first, with {@code $db}
     */
    Answer answer(String address, BsonDocument command);
}
