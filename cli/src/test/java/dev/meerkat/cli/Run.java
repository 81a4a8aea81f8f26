package dev.meerkat.cli;

import dev.meerkat.cli.io.Streams;
import java.io.PrintWriter;

/**
 * A command in this JVM, run to its end.
 *
 * @param exit its exit code
 * @param out standard output
 * @param err standard error
 */
record Run(int exit, Heard out, Heard err) {
    /** Runs a command that ends by itself. */
    static Run of(String... arguments) {
        Heard out = new Heard();
        Heard err = new Heard();
        int exit = MeerkatCommand.run(Streams.plain(new PrintWriter(out), new PrintWriter(err)), arguments);
        return new Run(exit, out, err);
    }

    /** Both outputs. */
    String said() {
        return out.all() + err.all();
    }
}
