package dev.meerkat.dashboard;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The page's few files, read once from the class path. Immutable. */
final class Page {
    private static final String OWN = "/dev/meerkat/dashboard/page/";
    private static final String CHARTS = "/META-INF/resources/webjars/uplot/1.6.30/dist/";

    private final Map<String, Reply> files = new TreeMap<>();

    Page() {
        add("/", OWN + "index.html", "text/html; charset=utf-8");
        add("/app.css", OWN + "app.css", "text/css; charset=utf-8");
        add("/app.js", OWN + "app.js", "text/javascript; charset=utf-8");
        add("/view.js", OWN + "view.js", "text/javascript; charset=utf-8");
        add("/charts.js", OWN + "charts.js", "text/javascript; charset=utf-8");
        add("/icon.svg", OWN + "icon.svg", "image/svg+xml");
        add("/uplot.js", CHARTS + "uPlot.iife.min.js", "text/javascript; charset=utf-8");
        add("/uplot.css", CHARTS + "uPlot.min.css", "text/css; charset=utf-8");
    }

    private void add(String path, String resource, String type) {
        try (InputStream file = Page.class.getResourceAsStream(resource)) {
            if (file == null) {
                throw new IllegalStateException("the dashboard's file " + resource
                        + " is not on the class path. Fix: keep org.webjars.npm:uplot beside meerkat-dashboard");
            }
            files.put(path, new Reply(200, type, file.readAllBytes(), Map.of("cache-control", "no-cache")));
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    Optional<Reply> file(String path) {
        return Optional.ofNullable(files.get(path));
    }
}
