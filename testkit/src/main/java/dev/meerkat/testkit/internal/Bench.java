package dev.meerkat.testkit.internal;

import java.lang.reflect.Parameter;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;

/** Keeps what belongs to each test and each class in JUnit's stores, where those of a class are seen by its tests. Thread-safe. */
public final class Bench {
    private static final Namespace TESTS = Namespace.create(Bench.class, "test");
    private static final Namespace CLASSES = Namespace.create(Bench.class, "class");
    private static final boolean CORE = Bench.class.getResource("/dev/meerkat/Connection.class") != null;

    /** Made by the extension. */
    public Bench() {}

    /** Whether the parameter is the test kit's to give, or to refuse. */
    public boolean knows(Parameter parameter) {
        return Kind.of(parameter).isPresent();
    }

    /** What the parameter asks for. */
    public Object give(Parameter parameter, ExtensionContext context) {
        Kind kind = Kind.of(parameter).orElseThrow();
        if (kind == Kind.IMPOSSIBLE) {
            throw Plan.refused(parameter, "not one of the types that @MeerkatTest gives", Kind.fix(parameter));
        }
        if (kind.needsCore() && !CORE) {
            throw Plan.refused(
                    parameter,
                    "meerkat-core is not on the class path",
                    "add dev.meerkat:meerkat-core to the test's class path");
        }
        Belongings belongings = belongings(context);
        belongings.lab().plan().demand(parameter, kind);
        return belongings.give(kind);
    }

    /** Before a class: without the server that it needs it does not begin. */
    public void prepare(ExtensionContext context) {
        Lab.demand(Settings.of(context));
    }

    /** Before a test: whatever the one before did to the class's server is undone, and threads are counted. */
    public void begin(ExtensionContext context) {
        Belongings belongings = belongings(context);
        Lab.demand(belongings.settings());
        belongings.lab().restore();
        context.getStore(TESTS).put(Inspection.class, new Inspection(belongings.settings()));
    }

    /** After a test: faults end, leaks fail it unless it has failed already, and what it was given is taken back. */
    public void end(ExtensionContext context) {
        Store store = context.getStore(TESTS);
        @Nullable Inspection inspection = store.remove(Inspection.class, Inspection.class);
        @Nullable Belongings belongings = store.remove(Belongings.class, Belongings.class);
        if (belongings == null) {
            return;
        }
        try (belongings) {
            belongings.lab().restore();
            if (inspection != null && context.getExecutionException().isEmpty()) {
                inspection.after(belongings);
                inspection.verdict(context.getDisplayName());
            }
        }
    }

    /** After a class: what was given to it as a whole is taken back. */
    public void clear(ExtensionContext context) {
        @Nullable Belongings belongings = context.getStore(CLASSES).remove(Belongings.class, Belongings.class);
        if (belongings != null) {
            belongings.lab().restore();
            belongings.close();
        }
    }

    private static Belongings belongings(ExtensionContext context) {
        if (context.getTestMethod().isEmpty()) {
            return ofClass(context);
        }
        return Objects.requireNonNull(context.getStore(TESTS)
                .getOrComputeIfAbsent(Belongings.class, unseen -> ofTest(context), Belongings.class));
    }

    private static Belongings ofClass(ExtensionContext context) {
        return Objects.requireNonNull(context.getStore(CLASSES)
                .getOrComputeIfAbsent(Belongings.class, unseen -> new Belongings(Plan.of(context)), Belongings.class));
    }

    private static Belongings ofTest(ExtensionContext context) {
        @Nullable Belongings shared = context.getStore(CLASSES).get(Belongings.class, Belongings.class);
        return shared == null ? new Belongings(Plan.of(context)) : inLabOf(shared, Settings.of(context), context);
    }

    private static Belongings inLabOf(Belongings shared, Settings settings, ExtensionContext context) {
        if (settings.server() != shared.settings().server()
                || settings.members() != shared.settings().members()) {
            throw Settings.wrong(
                    "server and members",
                    settings.server() + " and " + settings.members(),
                    context.getDisplayName(),
                    "the server is the class's, which asked for one as a whole with "
                            + shared.settings().server() + " and "
                            + shared.settings().members(),
                    "say the same on the class");
        }
        return new Belongings(settings, shared.lab());
    }
}
