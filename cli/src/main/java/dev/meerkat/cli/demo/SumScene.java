package dev.meerkat.cli.demo;

import static dev.meerkat.cli.io.Words.number;

import dev.meerkat.Connection;
import dev.meerkat.cli.io.Words;
import dev.meerkat.cli.load.Ledger;
import dev.meerkat.cli.load.Tally;
import dev.meerkat.cli.load.Workload;

/** The same handle opens again and everything is counted. */
final class SumScene {
    private final Stage stage;

    SumScene(Stage stage) {
        this.stage = stage;
    }

    Ledger play(Connection connection, Workload workload, boolean drop) {
        Narrator narrator = stage.narrator();
        narrator.scene("The sum");
        narrator.code("db.open();   // the same handle, the same client");
        connection.open();
        Ledger ledger = workload.count();
        Tally.Figures writes = workload.writes();
        narrator.say(number(writes.attempted()) + " writes attempted = " + number(writes.acknowledged())
                + " acknowledged + " + number(writes.refused()) + " refused + " + number(writes.failed()) + " failed");
        narrator.say(Words.count(ledger.found(), "document") + " found, " + ledger.lost() + " lost, "
                + ledger.duplicated() + " duplicated");
        stage.checks()
                .note(
                        "attempted = acknowledged + refused + failed",
                        writes.adds(),
                        number(writes.attempted()) + " = "
                                + number(writes.acknowledged()) + " + " + number(writes.refused()) + " + "
                                + number(writes.failed()));
        boolean clean = ledger.lost() == 0 && ledger.duplicated() == 0;
        stage.checks().note("nothing lost, nothing duplicated", clean, number(ledger.found()) + " documents found");
        if (drop && clean) {
            workload.drop();
        }
        connection.close();
        return ledger;
    }
}
