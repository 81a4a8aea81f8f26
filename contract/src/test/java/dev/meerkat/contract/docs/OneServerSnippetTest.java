package dev.meerkat.contract.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meerkat.testkit.MeerkatTest;
import dev.meerkat.testkit.Uri;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The example of a server for a whole class. */
@MeerkatTest
final class OneServerSnippetTest {
    // tag::testkit-class[]
    @BeforeAll
    static void start(@Uri String uri) { // the server is the class's now, and mended between its tests
        System.setProperty("shop.uri", uri);
    }
    // end::testkit-class[]

    @Test
    void its_tests_are_given_the_same(@Uri String uri) {
        assertThat(uri).isEqualTo(System.getProperty("shop.uri"));
    }

    @AfterAll
    static void giveBack() {
        System.clearProperty("shop.uri");
    }
}
