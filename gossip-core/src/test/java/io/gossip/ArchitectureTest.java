package io.gossip;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The code keeps the floors and the bans of the architecture. */
class ArchitectureTest {

    private static final JavaClasses CODE = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.gossip");

    @ParameterizedTest(name = "{0}")
    @MethodSource("rules")
    void theCodeKeepsTheRule(ArchRule rule) {
        rule.check(CODE);
    }

    static Stream<ArchRule> rules() {
        return Stream.of(
                ArchitectureRules.everyPackageStandsOnAFloor(),
                ArchitectureRules.floorsImportOnlyFloorsBelow(),
                ArchitectureRules.packagesHaveNoCycles(),
                ArchitectureRules.nobodyRealKnowsTheVirtualWorld(),
                ArchitectureRules.coreKnowsNoSpring(),
                ArchitectureRules.protocolStartsNoThreads(),
                ArchitectureRules.protocolTakesNoLocks(),
                ArchitectureRules.protocolSynchronizesNoMethods(),
                ArchitectureRules.protocolKnowsNoNetty(),
                ArchitectureRules.nobodyOpensJdkSockets(),
                ArchitectureRules.onlyTheRuntimeReadsTheClock(),
                ArchitectureRules.onlyTheRootMakesRandomness(),
                ArchitectureRules.onlyTheRootCallsHiddenRandomness(),
                ArchitectureRules.nobodyPrints(),
                ArchitectureRules.nobodyHopsToTheCommonPool(),
                ArchitectureRules.nobodyKeepsStaticState(),
                ArchitectureRules.publicApiNamesNoNetty());
    }
}
