package dev.meerkat.contract;

import dev.meerkat.contract.SpecField.Colour;
import dev.meerkat.contract.SpecField.Kind;
import dev.meerkat.model.FieldBuilder;
import dev.meerkat.model.Schema;
import dev.meerkat.model.SchemaBuilder;
import dev.meerkat.model.Strict;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Random;
import org.bson.Document;
import org.bson.types.ObjectId;
import org.jspecify.annotations.Nullable;

/** Random schemas, and random documents that fit them or break them. One seed gives one sequence. */
final class SpecGenerator {
    private final Random random;

    SpecGenerator(long seed) {
        this.random = new Random(seed);
    }

    List<SpecField> fields(int depth) {
        List<SpecField> fields = new ArrayList<>();
        int count = 1 + random.nextInt(6);
        for (int at = 0; at < count; at++) {
            Kind kind = Kind.values()[random.nextInt(depth < 2 ? 9 : 8)];
            boolean bounded = random.nextBoolean();
            boolean text = kind == Kind.TEXT;
            boolean number = kind == Kind.INT || kind == Kind.LONG || kind == Kind.DOUBLE;
            boolean chosen = text && random.nextInt(3) == 0;
            fields.add(new SpecField(
                    "f" + at,
                    kind,
                    random.nextInt(4) == 0,
                    random.nextInt(3) == 0,
                    bounded && !chosen && (text || number) ? (Integer) random.nextInt(3) : null,
                    bounded && !chosen && (text || number) ? (Integer) (5 + random.nextInt(5)) : null,
                    chosen ? List.of("yes", "no", "maybe") : List.of(),
                    kind == Kind.DOCUMENT ? fields(depth + 1) : List.of()));
        }
        return fields;
    }

    static Schema schema(List<SpecField> fields) {
        SchemaBuilder schema = Schema.builder().strict(Strict.THROW);
        for (SpecField field : fields) {
            switch (field.kind()) {
                case TEXT -> add(schema, field, String.class, SpecGenerator::textRules);
                case INT -> add(schema, field, Integer.class, SpecGenerator::intRules);
                case LONG -> add(schema, field, Long.class, SpecGenerator::longRules);
                case DOUBLE -> add(schema, field, Double.class, SpecGenerator::doubleRules);
                case TRUTH -> add(schema, field, Boolean.class, (each, rules) -> {});
                case DATE -> add(schema, field, Instant.class, (each, rules) -> {});
                case ID -> add(schema, field, ObjectId.class, (each, rules) -> {});
                case COLOUR -> add(schema, field, Colour.class, (each, rules) -> {});
                case DOCUMENT -> addDocument(schema, field);
            }
        }
        return schema.build();
    }

    private static void addDocument(SchemaBuilder schema, SpecField field) {
        Schema nested = schema(field.nested());
        if (field.list()) {
            schema.list(field.name(), nested, whole -> require(field, whole));
        } else {
            schema.nested(field.name(), nested, whole -> require(field, whole));
        }
    }

    private interface Ruling<V> {
        void apply(SpecField field, FieldBuilder<V> rules);
    }

    private static <V> void add(SchemaBuilder schema, SpecField field, Class<V> type, Ruling<V> ruling) {
        if (field.list()) {
            schema.list(field.name(), type, each -> ruling.apply(field, each), whole -> require(field, whole));
        } else {
            schema.field(field.name(), type, rules -> {
                require(field, rules);
                ruling.apply(field, rules);
            });
        }
    }

    private static void require(SpecField field, FieldBuilder<?> rules) {
        if (field.required()) {
            rules.required();
        }
    }

    private static void textRules(SpecField field, FieldBuilder<String> rules) {
        if (field.low() != null && field.high() != null) {
            rules.minLength(field.low()).maxLength(field.high());
        }
        if (!field.oneOf().isEmpty()) {
            rules.oneOf(field.oneOf().toArray(String[]::new));
        }
    }

    private static void intRules(SpecField field, FieldBuilder<Integer> rules) {
        if (field.low() != null && field.high() != null) {
            rules.min(field.low()).max(field.high());
        }
    }

    private static void longRules(SpecField field, FieldBuilder<Long> rules) {
        if (field.low() != null && field.high() != null) {
            rules.min(field.low().longValue()).max(field.high().longValue());
        }
    }

    private static void doubleRules(SpecField field, FieldBuilder<Double> rules) {
        if (field.low() != null && field.high() != null) {
            rules.min(field.low().doubleValue()).max(field.high().doubleValue());
        }
    }

    /** A document by these fields; with {@code faults}, a fifth of its values is likely to be wrong in some way. */
    Document document(List<SpecField> fields, boolean faults) {
        Document document = new Document();
        for (SpecField field : fields) {
            boolean fault = faults && random.nextInt(5) == 0;
            if (fault ? random.nextInt(3) > 0 : field.required() || random.nextInt(4) > 0) {
                document.append(field.name(), value(field, faults, fault));
            }
        }
        if (faults && random.nextInt(20) == 0) {
            document.append("stranger", 1);
        }
        return document;
    }

    private @Nullable Object value(SpecField field, boolean faults, boolean fault) {
        if (fault && random.nextInt(5) == 0) {
            return field.required() || random.nextBoolean() ? null : wrongType(field.kind());
        }
        if (!field.list()) {
            return one(field, faults, fault);
        }
        if (fault && random.nextInt(4) == 0) {
            return 5;
        }
        List<@Nullable Object> list = new ArrayList<>();
        int count = random.nextInt(4);
        for (int at = 0; at < count; at++) {
            list.add(one(field, faults, fault && random.nextBoolean()));
        }
        return list;
    }

    private Object one(SpecField field, boolean faults, boolean fault) {
        if (fault && random.nextBoolean() && field.kind() != Kind.DOCUMENT) {
            return wrongType(field.kind());
        }
        int low = field.low() == null ? -20 : fault ? field.low() - 2 : field.low();
        int high = field.high() == null ? 20 : fault ? field.high() + 2 : field.high();
        int number = low + random.nextInt(high - low + 1);
        return switch (field.kind()) {
            case TEXT -> text(field, fault, Math.max(0, number));
            case INT -> number;
            case LONG -> (long) number;
            case DOUBLE -> (double) number;
            case TRUTH -> random.nextBoolean();
            case DATE -> new Date(random.nextInt(1_000_000) * 1_000_000L);
            case ID -> new ObjectId();
            case COLOUR -> Colour.values()[random.nextInt(2)].name();
            case DOCUMENT -> document(field.nested(), faults);
        };
    }

    private String text(SpecField field, boolean fault, int length) {
        if (!field.oneOf().isEmpty()) {
            return fault
                    ? "perhaps"
                    : field.oneOf().get(random.nextInt(field.oneOf().size()));
        }
        return "x".repeat(length);
    }

    /** A value that no cast turns into the kind. */
    private static Object wrongType(Kind kind) {
        return switch (kind) {
            case TEXT -> new Document("not", "text");
            case INT, LONG -> 1.5;
            case DOUBLE, DATE, ID, COLOUR, DOCUMENT -> "nonsense";
            case TRUTH -> 7;
        };
    }
}
