package dev.meerkat.examples.models;

/** What the example shows. */
final class Text {
    private Text() {}

    static void title(String title) {
        System.out.println(title);
    }

    static void say(String text) {
        System.out.println("  " + text);
    }
}
