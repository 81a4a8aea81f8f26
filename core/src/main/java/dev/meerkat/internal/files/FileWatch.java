package dev.meerkat.internal.files;

import static java.nio.file.StandardWatchEventKinds.ENTRY_CREATE;
import static java.nio.file.StandardWatchEventKinds.ENTRY_DELETE;
import static java.nio.file.StandardWatchEventKinds.ENTRY_MODIFY;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Waits for changes in the directories of some files, as the system tells them. It is only a hint when to read the files again: what lies
 * behind a symbolic link elsewhere, and some network file systems, are never told of, so nobody may wait for it without a limit.
 *
 * <p>Whole directories are watched, because a mounted Kubernetes secret changes by a swap of the symbolic link {@code ..data} beside the
 * file. For one thread.
 */
public final class FileWatch implements AutoCloseable {
    /** Files that belong together are written one after the other, and a file piece by piece: after the first change this long must be quiet. */
    private static final Duration QUIET = Duration.ofMillis(100);

    /** But not for ever. */
    private static final int MOST_ROUNDS = 20;

    private final Set<Path> directories = new HashSet<>();
    private final Map<WatchKey, Path> watched = new HashMap<>();
    private final @Nullable WatchService service;

    /** Takes the place of the service where there is none: nobody ever releases it. */
    private final Semaphore never = new Semaphore(0);

    private FileWatch(@Nullable WatchService service) {
        this.service = service;
    }

    /** Watches the directories of {@code files}, now and when they come to be later. */
    public static FileWatch of(Collection<Path> files) {
        FileWatch watch = new FileWatch(files.isEmpty() ? null : service());
        files.forEach(file -> watch.directories.add(directory(file)));
        watch.register();
        return watch;
    }

    private static @Nullable WatchService service() {
        try {
            return FileSystems.getDefault().newWatchService();
        } catch (IOException | UnsupportedOperationException none) {
            return null; // the system's limit is reached, or it has no such thing: the caller reads again by itself
        }
    }

    private static Path directory(Path file) {
        Path parent = file.toAbsolutePath().getParent();
        return parent == null ? file.toAbsolutePath() : parent;
    }

    /** Returns when something has changed and it is quiet again, or after {@code most}; tells whether something has. */
    public boolean await(Duration most) throws InterruptedException {
        register();
        if (service == null) {
            return never.tryAcquire(most.toNanos(), TimeUnit.NANOSECONDS);
        }
        boolean changed = changed(service, most);
        for (int round = 1; changed && round < MOST_ROUNDS && changed(service, QUIET); round++) {
            register();
        }
        return changed;
    }

    private boolean changed(WatchService told, Duration most) throws InterruptedException {
        WatchKey key = told.poll(most.toNanos(), TimeUnit.NANOSECONDS);
        if (key == null) {
            return false;
        }
        key.pollEvents();
        if (!key.reset()) {
            watched.remove(key); // the directory is gone
        }
        return true;
    }

    private void register() {
        if (service == null) {
            return;
        }
        for (Path directory : directories) {
            if (!watched.containsValue(directory)) {
                try {
                    watched.put(directory.register(service, ENTRY_CREATE, ENTRY_MODIFY, ENTRY_DELETE), directory);
                } catch (IOException absent) {
                    continue; // tried again at the next wait
                }
            }
        }
    }

    @Override
    public void close() {
        if (service != null) {
            try {
                service.close();
            } catch (IOException unlikely) {
                watched.clear(); // nothing is left to be told
            }
        }
    }
}
