package io.gossip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each architecture rule finds the sin it is there for; a rule that finds nothing would keep nothing. */
class ArchitectureRulesBiteTest {

    private static final JavaClasses SINS =
            new ClassFileImporter().importPackages("io.gossip.wire.fixture", "io.gossip.memberlist.fixture");

    @ParameterizedTest
    @MethodSource("sins")
    void theRuleBites(ArchRule rule, String sinner) {
        assertThat(violations(rule)).anyMatch(violation -> violation.contains(sinner));
    }

    static Stream<Arguments> sins() {
        return Stream.of(
                sin(ArchitectureRules.floorsImportOnlyFloorsBelow(), "Upstairs"),
                sin(ArchitectureRules.packagesHaveNoCycles(), "Cycle detected"),
                sin(ArchitectureRules.nobodyRealKnowsTheVirtualWorld(), "Sins$KnowsTheVirtualWorld"),
                sin(ArchitectureRules.protocolStartsNoThreads(), "Sins$StartsAThread"),
                sin(ArchitectureRules.protocolStartsNoThreads(), "Sins$UsesAnExecutor"),
                sin(ArchitectureRules.protocolTakesNoLocks(), "Sins$TakesALock"),
                sin(ArchitectureRules.protocolSynchronizesNoMethods(), "Sins$SynchronizesAMethod"),
                sin(ArchitectureRules.protocolKnowsNoNetty(), "Sins$NamesNetty"),
                sin(ArchitectureRules.nobodyOpensJdkSockets(), "Sins$OpensASocket"),
                sin(ArchitectureRules.onlyTheRuntimeReadsTheClock(), "Sins$ReadsTheClock.now"),
                sin(ArchitectureRules.onlyTheRuntimeReadsTheClock(), "Sins$ReadsTheClockByReference"),
                sin(ArchitectureRules.onlyTheRootMakesRandomness(), "Sins$RollsDice"),
                sin(ArchitectureRules.onlyTheRootMakesRandomness(), "Sins$KeepsDice"),
                sin(ArchitectureRules.onlyTheRootCallsHiddenRandomness(), "Sins$RollsHiddenDice"),
                sin(ArchitectureRules.nobodyPrints(), "Sins$Prints"),
                sin(ArchitectureRules.nobodyHopsToTheCommonPool(), "Sins$HopsToTheCommonPool"),
                sin(ArchitectureRules.nobodyKeepsStaticState(), "Sins$KeepsStaticState.count"),
                sin(ArchitectureRules.publicApiNamesNoNetty(), "Sins$NamesNetty.bytes"));
    }

    @Test
    void aFutureWithItsOwnExecutorIsAllowed() {
        assertThat(violations(ArchitectureRules.nobodyHopsToTheCommonPool()))
                .noneMatch(violation -> violation.contains("Sins$StaysOnItsExecutor"));
    }

    @Test
    void aConstantIsNoState() {
        assertThat(violations(ArchitectureRules.nobodyKeepsStaticState()))
                .noneMatch(violation -> violation.contains("LIMIT"));
    }

    @Test
    void aPackageBesideTheFloorsIsFound() {
        JavaClasses elsewhere = new ClassFileImporter().importClasses(String.class);

        assertThat(ArchitectureRules.everyPackageStandsOnAFloor()
                        .evaluate(elsewhere)
                        .hasViolation())
                .isTrue();
    }

    private static Arguments sin(ArchRule rule, String sinner) {
        return argumentSet(sinner, rule, sinner);
    }

    private static List<String> violations(ArchRule rule) {
        return rule.evaluate(SINS).getFailureReport().getDetails();
    }
}
