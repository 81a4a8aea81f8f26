package dev.meerkat.diagnosis;

import com.mongodb.MongoInternalException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bson.BSONException;
import org.jspecify.annotations.Nullable;

/** Answers in somebody else's protocol. The driver reads their first four bytes as a length and tells that number. */
final class ProtocolRule implements Rule {
    private static final Pattern LENGTH = Pattern.compile("reply message length (-?\\d{1,10}) is");

    @Override
    public @Nullable Diagnosis explain(CauseChain failure) {
        BSONException unreadable = failure.connecting() ? failure.first(BSONException.class) : null;
        if (unreadable != null) {
            return failure.diagnosis(
                    Problem.NOT_MONGODB,
                    failure.server() + " gave an answer that is none of MongoDB's (it cannot be read: "
                            + unreadable.getClass().getSimpleName() + ")");
        }
        MongoInternalException rubbish = failure.first(MongoInternalException.class);
        if (rubbish == null) {
            return null;
        }
        Matcher length = LENGTH.matcher(String.valueOf(rubbish.getMessage()));
        if (length.find()) {
            return failure.diagnosis(
                    Problem.NOT_MONGODB, failure.server() + " " + speech(Long.parseLong(length.group(1))));
        }
        if (CauseChain.says(rubbish, "does not match the requestId")) {
            // MongoDB's protocol, and the answer to an older question: seen in streamed checks of servers that are
            // well.
            return failure.diagnosis(Problem.NETWORK, failure.server() + " gave an answer to another question");
        }
        boolean foreign = failure.connecting()
                || CauseChain.says(rubbish, "reply message opCode")
                || failure.says(IllegalArgumentException.class, "capacity < 0");
        return foreign
                ? failure.diagnosis(Problem.NOT_MONGODB, failure.server() + " does not speak MongoDB's protocol")
                : null;
    }

    private static String speech(long length) {
        StringBuilder text = new StringBuilder();
        for (int index = 0; index < Integer.BYTES; index++) {
            text.append((char) ((length >> (8 * index)) & 0xff));
        }
        String start = text.toString();
        if (start.equals("HTTP")) {
            return "speaks HTTP, not MongoDB's protocol";
        }
        if (start.equals("SSH-")) {
            return "speaks SSH, not MongoDB's protocol";
        }
        if (start.equals("220 ") || start.equals("220-")) {
            return "speaks SMTP or FTP, not MongoDB's protocol";
        }
        return start.startsWith("-ERR")
                ? "speaks Redis's protocol, not MongoDB's"
                : "does not speak MongoDB's protocol";
    }
}
