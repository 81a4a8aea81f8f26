package dev.meerkat.contract.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Examples and links of README, guide and decisions. */
final class DocumentsTest {
    private static final Pattern LINK = Pattern.compile("\\[[^\\]]+]\\(([^)#\\s]+)(#[^)]*)?\\)");

    @Test
    void every_java_example_of_the_documents_is_code_that_a_test_runs() {
        Map<String, String> blocks = Regions.blocks();

        assertThat(blocks).isNotEmpty();
        assertThat(blocks)
                .allSatisfy((place, block) ->
                        assertThat(Regions.tagged().values()).as(place).contains(block));
    }

    @Test
    void every_example_a_test_runs_is_shown_in_a_document() {
        assertThat(Regions.tagged())
                .allSatisfy((name, region) ->
                        assertThat(Regions.blocks().values()).as(name).contains(region));
    }

    @Test
    void every_chapter_and_every_decision_is_in_its_index() {
        for (Path index : Regions.documents()) {
            if (index.endsWith("guide/README.md") || index.endsWith("adr/README.md")) {
                String text = String.join("\n", Regions.lines(index));
                assertThat(Regions.documents())
                        .filteredOn(file -> file.getParent().equals(index.getParent()) && !file.equals(index))
                        .isNotEmpty()
                        .allSatisfy(file -> assertThat(text).contains("(" + file.getFileName() + ")"));
            }
        }
    }

    @Test
    void every_relative_link_leads_to_a_file() {
        List<String> dead = new ArrayList<>();

        for (Path document : Regions.documents()) {
            Matcher link = LINK.matcher(String.join("\n", Regions.lines(document)));
            while (link.find()) {
                String target = link.group(1);
                if (!target.contains(":") && !Files.exists(document.resolveSibling(target))) {
                    dead.add(document.getFileName() + " -> " + target);
                }
            }
        }

        assertThat(dead).isEmpty();
    }
}
