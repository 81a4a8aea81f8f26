package dev.meerkat.cli.demo;

import dev.meerkat.cli.io.Paint;
import dev.meerkat.cli.io.Words;
import dev.meerkat.cli.load.Ledger;
import dev.meerkat.cli.load.Workload;
import dev.meerkat.cli.run.ExitCode;
import dev.meerkat.stats.DrainReport;
import java.util.Locale;

/** The last screen: each promise with its figures, and the exit code they make. */
final class Summary {
    private final Stage stage;

    Summary(Stage stage) {
        this.stage = stage;
    }

    int tell(Workload workload, Ledger ledger, DrainReport drain) {
        Narrator narrator = stage.narrator();
        Paint paint = narrator.paint();
        narrator.plain("");
        narrator.plain(paint.strong("Summary") + "   " + Words.duration(narrator.elapsed()));
        for (Checks.Check check : stage.checks().all()) {
            String mark = check.held() ? paint.good("ok  ") : paint.bad("FAIL");
            narrator.plain(String.format(Locale.ROOT, "  %s %-44s %s", mark, check.promise(), check.figures()));
        }
        narrator.plain("       longest time without an acknowledged write   " + Words.duration(workload.longestGap()));
        narrator.plain("       " + Words.drain(drain));
        narrator.plain("  Next: meerkat watch URI, meerkat load URI --for 30s, meerkat --help");
        if (ledger.lost() > 0 || ledger.duplicated() > 0) {
            return ExitCode.DOCUMENTS_WRONG;
        }
        return stage.checks().held() ? ExitCode.OK : ExitCode.FINDINGS;
    }
}
