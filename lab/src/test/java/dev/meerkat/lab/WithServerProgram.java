package dev.meerkat.lab;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Skips, with the command that helps, where there is no server program; where one is required, the tests run and
 * fail.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(WithServerProgram.Condition.class)
@interface WithServerProgram {
    /** The condition itself. */
    final class Condition implements ExecutionCondition {
        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            return ExternalServer.available() || ServerBinary.required()
                    ? ConditionEvaluationResult.enabled("server program found, or required")
                    : ConditionEvaluationResult.disabled(ServerBinary.absence());
        }
    }
}
