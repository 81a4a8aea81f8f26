package dev.meerkat.contract.architecture;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;

/** The shipped modules as sets of classes. A module's name is its first package below {@code dev.meerkat}; what has none of these is core. */
final class Modules {
    private static final List<String> BESIDE_CORE = List.of(
            "lab", "testkit", "micrometer", "dashboard", "cli", "codegen", "contract", "concurrency", "benchmarks");

    private static final JavaClasses SHIPPED = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.meerkat");

    private Modules() {}

    /** Every class of core, lab, testkit, micrometer, dashboard, cli and codegen, without tests. */
    static JavaClasses shipped() {
        return SHIPPED;
    }

    /** The module a package belongs to. */
    static String moduleOf(String packageName) {
        for (String module : BESIDE_CORE) {
            if ((packageName + ".").startsWith("dev.meerkat." + module + ".")) {
                return module;
            }
        }
        return packageName.startsWith("dev.meerkat") ? "core" : "";
    }

    /** Classes of that module. */
    static DescribedPredicate<JavaClass> in(String module) {
        return DescribedPredicate.describe(
                "in module " + module, type -> moduleOf(type.getPackageName()).equals(module));
    }

    /** Classes of any module of Meerkat but that one. */
    static DescribedPredicate<JavaClass> outside(String module) {
        return DescribedPredicate.describe("in another module than " + module, type -> {
            String owner = moduleOf(type.getPackageName());
            return !owner.isEmpty() && !owner.equals(module);
        });
    }

    /** Classes in a package named {@code internal}, or below one. */
    static DescribedPredicate<JavaClass> internal() {
        return DescribedPredicate.describe("internal", type -> (type.getPackageName() + ".").contains(".internal."));
    }
}
