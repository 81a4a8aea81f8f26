package dev.meerkat.lab.internal.net;

import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * One direction of a proxied connection: steps to take, strictly in order, each no sooner than its delay and never
 * while held. The end of the connection is a step like the bytes before it. For the loop's thread only.
 */
final class Lane {
    private final EventLoop loop;
    private final BooleanSupplier held;
    private final Queue<Runnable> steps = new ArrayDeque<>();
    private int due;
    private long lastDeadline;

    Lane(EventLoop loop, BooleanSupplier held) {
        this.loop = loop;
        this.held = held;
        this.lastDeadline = System.nanoTime();
    }

    /** Takes the step after the delay, and after all earlier ones. */
    void add(Runnable step, Duration delay) {
        // Never before an earlier step's own time, or a delay just shortened would shorten that one's too.
        addAfter(step, Math.max(delay.toNanos(), lastDeadline - System.nanoTime()));
    }

    /** Takes the step that long after the one before it, or after now when that is over. */
    void addBehind(Runnable step, Duration gap) {
        addAfter(step, Math.max(0, lastDeadline - System.nanoTime()) + gap.toNanos());
    }

    private void addAfter(Runnable step, long wait) {
        steps.add(step);
        lastDeadline = System.nanoTime() + wait;
        if (wait <= 0) {
            becomeDue();
        } else {
            loop.schedule(this::becomeDue, wait, TimeUnit.NANOSECONDS);
        }
    }

    private void becomeDue() {
        due++;
        advance();
    }

    /** Takes all steps that are due, unless held. */
    void advance() {
        while (due > 0 && !steps.isEmpty() && !held.getAsBoolean()) {
            due--;
            steps.remove().run();
        }
    }
}
