package dev.meerkat.testkit;

import dev.meerkat.testkit.internal.Bench;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * What {@link MeerkatTest} brings in; alone, by {@code @ExtendWith}, it does the same with all defaults, but does not run its tests alone: what
 * others start meanwhile counts as theirs, so add {@code @Isolated} where tests run in parallel. Thread-safe.
 */
public final class MeerkatExtension
        implements ParameterResolver, BeforeAllCallback, BeforeEachCallback, AfterEachCallback, AfterAllCallback {
    private final Bench bench = new Bench();

    /** Called by JUnit. */
    public MeerkatExtension() {}

    @Override
    public ExtensionContextScope getTestInstantiationExtensionContextScope(ExtensionContext root) {
        return ExtensionContextScope.TEST_METHOD;
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return bench.knows(parameter.getParameter());
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return bench.give(parameter.getParameter(), context);
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        bench.prepare(context);
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        bench.begin(context);
    }

    @Override
    public void afterEach(ExtensionContext context) {
        bench.end(context);
    }

    @Override
    public void afterAll(ExtensionContext context) {
        bench.clear(context);
    }
}
