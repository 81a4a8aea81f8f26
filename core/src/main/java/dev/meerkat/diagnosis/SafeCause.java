package dev.meerkat.diagnosis;

import com.mongodb.MongoSecurityException;
import org.jspecify.annotations.Nullable;

/** A failure without the outer exceptions whose texts quote a login: the driver's tell the user's name. */
final class SafeCause {
    private static final int LONGEST = 64;

    private SafeCause() {}

    /** The outermost link with nothing of a login in it or below it; null when there is none. */
    static @Nullable Throwable of(@Nullable Throwable failure) {
        Throwable safe = failure;
        Throwable link = failure;
        for (int depth = 0; link != null && depth < LONGEST; depth++) {
            if (quotesLogin(link)) {
                safe = link.getCause();
            }
            link = link.getCause();
        }
        return safe;
    }

    private static boolean quotesLogin(Throwable link) {
        String text = String.valueOf(link.getMessage());
        return link instanceof MongoSecurityException
                || text.contains("MongoCredential{")
                || text.contains("MongoSecurityException");
    }
}
