package dev.meerkat.micrometer;

import com.mongodb.event.CommandEvent;
import com.mongodb.event.CommandStartedEvent;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.mongodb.DefaultMongoCommandTagsProvider;
import io.micrometer.core.instrument.binder.mongodb.MongoCommandTagsProvider;

/** Micrometer's own tags of a command, and the connection's name. Thread safety: as Micrometer's. */
final class NamedCommandTags implements MongoCommandTagsProvider {
    private final MongoCommandTagsProvider standard = new DefaultMongoCommandTagsProvider();
    private final String name;

    NamedCommandTags(String name) {
        this.name = name;
    }

    @Override
    public Iterable<Tag> commandTags(CommandEvent event) {
        return Tags.of(standard.commandTags(event)).and(TagNames.CLIENT_NAME, name);
    }

    @Override
    public void commandStarted(CommandStartedEvent event) {
        standard.commandStarted(event);
    }
}
