package dev.meerkat.diagnosis;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The server's error numbers that have a catalogue entry of their own. */
final class ServerCodes {
    private static final Map<Integer, Problem> PROBLEMS = new HashMap<>();

    static {
        // 8000, which Atlas says to bad logins and to much else, is one only within a login: see LoginRule.
        put(Problem.AUTH_FAILED, 18, 11);
        put(Problem.AUTH_MECHANISM, 334);
        put(Problem.READ_ONLY, 20);
        put(Problem.CURSOR_LOST, 43);
        put(Problem.MAX_TIME, 50);
        put(Problem.WRITE_CONCERN, 64, 79, 100);
        put(Problem.SHUTTING_DOWN, 91, 11600);
        put(Problem.WRITE_CONFLICT, 112);
        put(Problem.RECOVERING, 189, 11602, 13436);
        put(Problem.NO_MATCHING_SERVER, 133);
        put(Problem.API_VERSION, 322, 323, 324);
        put(Problem.OVERLOADED, 462);
        put(Problem.NOT_PRIMARY, 10058, 10107, 13435);
        put(Problem.DUPLICATE_KEY, 11000, 11001, 12582);
        put(Problem.OUT_OF_DISK, 14031);
        put(Problem.REPLICA_SET_REQUIRED, 40573);
        put(Problem.STREAM_HISTORY_LOST, 280, 286);
        put(Problem.STREAM_TOKEN_REFUSED, 260);
        put(Problem.INDEX_REFUSED, 67, 197);
        put(Problem.INDEX_OPTIONS_DIFFER, 85);
        put(Problem.INDEX_NAME_TAKEN, 86);
        put(Problem.DOCUMENT_TOO_LARGE, 10334, 17419, 17420);
    }

    private ServerCodes() {}

    private static void put(Problem problem, int... codes) {
        for (int code : codes) {
            PROBLEMS.put(code, problem);
        }
    }

    static @Nullable Problem problem(int code) {
        return PROBLEMS.get(code);
    }
}
