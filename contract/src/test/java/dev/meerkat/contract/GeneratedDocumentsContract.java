package dev.meerkat.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.meerkat.Connection;
import dev.meerkat.contract.frame.ContractCase;
import dev.meerkat.error.ValidationException;
import dev.meerkat.model.Model;
import dev.meerkat.model.Schema;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.bson.Document;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** I2, I3: 10 000 random documents against 100 random schemas: what is allowed comes back equal, what is not is named path by path. */
abstract class GeneratedDocumentsContract extends ContractCase {
    private static final int SCHEMAS = 25;
    private static final int DOCUMENTS = 100;

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 20, 300, 4_000})
    void I2_I3_what_a_schema_allows_is_read_back_equal_and_what_it_forbids_is_named(long seed) {
        SpecGenerator generator = new SpecGenerator(seed);
        Connection connection = opened();
        int stored = 0;
        int refused = 0;
        for (int number = 0; number < SCHEMAS; number++) {
            List<SpecField> fields = generator.fields(0);
            Schema schema = SpecGenerator.schema(fields);
            Model<Document> model = connection.model("Generated" + seed + "n" + number, schema);
            List<Document> allowed = new ArrayList<>();
            for (int each = 0; each < DOCUMENTS; each++) {
                Document document = generator.document(fields, each % 2 == 1);
                Set<String> wrong = SpecCheck.of(fields, document);
                if (wrong.isEmpty()) {
                    allowed.add(document);
                } else {
                    assertThat(broken(model, document))
                            .as("seed " + seed + ", " + document)
                            .isEqualTo(wrong);
                    refused++;
                }
            }
            storedAndReadBack(model, allowed);
            stored += allowed.size();
        }
        assertThat(stored + refused).isEqualTo(SCHEMAS * DOCUMENTS);
        assertThat(stored).isGreaterThan(SCHEMAS * DOCUMENTS / 3);
        assertThat(refused).isGreaterThan(SCHEMAS * DOCUMENTS / 8);
    }

    private static Set<String> broken(Model<Document> model, Document document) {
        ValidationException refusal = catchThrowableOfType(ValidationException.class, () -> model.create(document));
        assertThat(refusal).as(document.toString()).isNotNull();
        Set<String> broken = new TreeSet<>();
        refusal.violations().forEach(each -> broken.add(each.path() + " " + each.rule()));
        return broken;
    }

    private static void storedAndReadBack(Model<Document> model, List<Document> allowed) {
        List<Document> made = model.insertMany(allowed);
        Map<Object, Document> read = new HashMap<>();
        model.find().forEach(document -> read.put(document.get("_id"), document));
        assertThat(read).hasSize(allowed.size());
        for (int at = 0; at < made.size(); at++) {
            Document back = read.get(made.get(at).get("_id"));
            assertThat(back).isEqualTo(made.get(at));
            Document plain = new Document(back);
            plain.remove("_id");
            assertThat(plain).isEqualTo(allowed.get(at));
        }
    }
}
