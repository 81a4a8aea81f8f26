package dev.meerkat.codegen;

import com.mongodb.client.AggregateIterable;
import com.mongodb.client.ChangeStreamIterable;
import com.mongodb.client.DistinctIterable;
import com.mongodb.client.FindIterable;
import com.mongodb.client.ListCollectionNamesIterable;
import com.mongodb.client.ListCollectionsIterable;
import com.mongodb.client.ListDatabasesIterable;
import com.mongodb.client.ListIndexesIterable;
import com.mongodb.client.ListSearchIndexesIterable;
import com.mongodb.client.MongoCluster;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.MongoIterable;
import com.palantir.javapoet.JavaFile;
import com.palantir.javapoet.TypeSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The generator's main class: {@code Generate <directory>} writes all classes below that directory. */
public final class Generate {
    static final String PACKAGE = "dev.meerkat.internal.managed";

    private Generate() {}

    /** Writes the sources; a file whose text would be the same is left alone, so that incremental builds stay quick. */
    public static void main(String[] arguments) throws IOException {
        Path directory = Path.of(arguments[0]);
        for (TypeSpec type : types()) {
            JavaFile file = JavaFile.builder(PACKAGE, type)
                    .skipJavaLangImports(true)
                    .indent("    ")
                    .build();
            Path target = directory.resolve(PACKAGE.replace('.', '/')).resolve(type.name() + ".java");
            String text = file.toString();
            if (!Files.exists(target) || !Files.readString(target).equals(text)) {
                Files.createDirectories(target.getParent());
                Files.writeString(target, text);
            }
        }
    }

    static List<TypeSpec> types() {
        List<TypeSpec> types = new ArrayList<>();
        types.add(new HandleWriter(MongoCluster.class, "ClusterOperations").write());
        types.add(new HandleWriter(MongoDatabase.class, "DatabaseOperations").write());
        types.add(new HandleWriter(MongoCollection.class, "CollectionOperations").write());
        for (Class<?> iterable : iterables()) {
            types.add(new IterableWriter(iterable).write());
        }
        types.add(new SessionWriter().write());
        return types;
    }

    @SuppressWarnings("deprecation") // MapReduceIterable is part of the driver's interface still
    private static List<Class<?>> iterables() {
        return List.of(
                MongoIterable.class,
                FindIterable.class,
                AggregateIterable.class,
                ChangeStreamIterable.class,
                DistinctIterable.class,
                ListCollectionNamesIterable.class,
                ListCollectionsIterable.class,
                ListDatabasesIterable.class,
                ListIndexesIterable.class,
                ListSearchIndexesIterable.class,
                com.mongodb.client.MapReduceIterable.class);
    }
}
