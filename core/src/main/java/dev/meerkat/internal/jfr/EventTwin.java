package dev.meerkat.internal.jfr;

import dev.meerkat.event.ConnectionEvent;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import jdk.jfr.AnnotationElement;
import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.EventFactory;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.ValueDescriptor;

/** The flight recorder's form of one kind of event: its number and states, and one field for each component of the record. */
final class EventTwin {
    private final EventFactory factory;
    private final List<TwinField> fields;

    private EventTwin(EventFactory factory, List<TwinField> fields) {
        this.factory = factory;
        this.fields = fields;
    }

    /** The twin of a record class of {@code dev.meerkat.event}. */
    static EventTwin of(Class<?> type) {
        List<TwinField> fields = new ArrayList<>(List.of(
                TwinField.text("connection", ConnectionEvent::connection),
                TwinField.number("sequence", ConnectionEvent::sequence),
                TwinField.text("from", event -> event.from().name()),
                TwinField.text("to", event -> event.to().name())));
        Arrays.stream(type.getRecordComponents())
                .filter(component -> component.getType() != ConnectionEvent.Facts.class)
                .map(EventTwin::field)
                .forEach(fields::add);
        List<ValueDescriptor> descriptors =
                fields.stream().map(TwinField::descriptor).toList();
        return new EventTwin(EventFactory.create(annotations(type.getSimpleName()), descriptors), fields);
    }

    private static TwinField field(RecordComponent component) {
        return TwinField.of(component);
    }

    private static List<AnnotationElement> annotations(String name) {
        return List.of(
                new AnnotationElement(Name.class, "meerkat." + name),
                new AnnotationElement(Label.class, name),
                new AnnotationElement(Description.class, "The event " + name + " of a connection"),
                new AnnotationElement(Category.class, new String[] {"Meerkat", "Events"}),
                new AnnotationElement(StackTrace.class, Map.of("value", false)));
    }

    void record(ConnectionEvent event) {
        Event twin = factory.newEvent();
        if (twin.isEnabled()) {
            for (int at = 0; at < fields.size(); at++) {
                twin.set(at, fields.get(at).value().apply(event));
            }
            twin.commit();
        }
    }
}
