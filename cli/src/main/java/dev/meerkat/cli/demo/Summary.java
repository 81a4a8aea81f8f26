package dev.meerkat.cli.demo;

import dev.meerkat.cli.io.Paint;
import dev.meerkat.cli.io.Words;
import dev.meerkat.cli.load.Ledger;
import dev.meerkat.cli.load.Workload;
import dev.meerkat.cli.run.ExitCode;
import java.util.Locale;

/** The last screen: each promise with its figures, and the exit code they make. */
final class Summary {
    private final Stage stage;

    Summary(Stage stage) {
        this.stage = stage;
    }

    int tell(Strip strip, Workload workload, Ledger ledger) {
        Narrator narrator = stage.narrator();
        Paint paint = narrator.paint();
        narrator.plain("");
        narrator.plain(paint.strong("Summary") + "   " + Words.duration(narrator.elapsed()));
        strip.draw(paint).forEach(narrator::plain);
        for (Checks.Check check : stage.checks().all()) {
            String mark = check.held() ? paint.good("ok  ") : paint.bad("FAIL");
            narrator.plain(String.format(Locale.ROOT, "  %s  %-43s %s", mark, check.promise(), check.figures()));
        }
        narrator.plain(String.format(
                Locale.ROOT,
                "        %-43s %s",
                "longest time without an acknowledged write",
                Words.duration(workload.longestGap())));
        narrator.plain("  Next:  meerkat watch URI,  meerkat load URI --for 30s,  meerkat --help");
        if (ledger.lost() > 0 || ledger.duplicated() > 0) {
            return ExitCode.DOCUMENTS_WRONG;
        }
        return stage.checks().held() ? ExitCode.OK : ExitCode.FINDINGS;
    }
}
