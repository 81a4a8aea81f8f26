package dev.meerkat.diagnosis;

import com.mongodb.MongoCommandException;
import com.mongodb.MongoInterruptedException;
import com.mongodb.MongoSecurityException;
import com.mongodb.MongoSocketException;
import com.mongodb.MongoTimeoutException;
import java.io.IOException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Logins that failed. The driver's and the server's texts name the user, so none of them is quoted. */
final class LoginRule implements Rule {
    private static final int MECHANISM_UNAVAILABLE = 334;
    // AuthenticationFailed, UserNotFound, Unauthorized, Atlas's own "bad auth".
    private static final Set<Integer> REFUSALS = Set.of(18, 11, 13, 8000);

    @Override
    public @Nullable Diagnosis explain(CauseChain failure) {
        if (!failure.has(MongoSecurityException.class) || failure.has(MongoInterruptedException.class)) {
            return null;
        }
        MongoCommandException refusal = failure.first(MongoCommandException.class);
        if (refusal != null) {
            return explainRefusal(failure, refusal);
        }
        // Only an answer can refuse a login: silence and cuts heal.
        if (failure.has(MongoSocketException.class)
                || failure.has(MongoTimeoutException.class)
                || failure.has(IOException.class)) {
            return failure.diagnosis(Problem.AUTH_UNANSWERED, "The login at " + failure.server() + " was not answered");
        }
        return failure.diagnosis(Problem.AUTH_FAILED, "The login at " + failure.server() + " failed");
    }

    private static @Nullable Diagnosis explainRefusal(CauseChain failure, MongoCommandException refusal) {
        int code = refusal.getErrorCode();
        String text = refusal.getErrorMessage();
        if (code == MECHANISM_UNAVAILABLE
                || text.contains("Unsupported SASL mechanism")
                || text.contains("Unsupported mechanism")) {
            return failure.diagnosis(
                    Problem.AUTH_MECHANISM, failure.server() + " does not offer the login mechanism asked for");
        }
        if (!REFUSALS.contains(code)) {
            return null; // shutting down, overloaded: the server's error, not the user's
        }
        Diagnosis refused = failure.diagnosis(Problem.AUTH_FAILED, failure.server() + " refused the login");
        return text.contains("CN=") || text.contains("verified subject")
                ? refused.withFix(
                        "Send a client certificate whose subject is the name of a user in the database $external")
                : refused;
    }
}
