package dev.meerkat.options;

import dev.meerkat.error.InvalidOptionsException;
import java.util.List;

/** Nobody names the connection string. */
final class MissingUri {
    private MissingUri() {}

    static InvalidOptionsException of(String connection) {
        String variable = connection.equals(Names.DEFAULT) ? Names.MONGO_URI : Names.variable(connection, "URI");
        String fix = "set the environment variable " + variable + ", the property " + Names.PREFIX + connection
                + ".uri, or uri(...) in code";
        return Problems.exception(List.of(new OptionProblem("uri", "", "is missing", fix)), connection);
    }
}
