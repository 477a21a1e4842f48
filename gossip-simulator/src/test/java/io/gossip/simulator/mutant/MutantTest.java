package io.gossip.simulator.mutant;

import static io.gossip.simulator.mutant.Mutant.weave;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gossip.memberlist.MutantAdvice;
import io.gossip.simulator.chaos.ChaosRun;
import io.gossip.simulator.chaos.Outcome;
import java.util.List;
import java.util.stream.Stream;
import net.bytebuddy.implementation.StubMethod;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each checker notices when the rule that it watches is broken, and is the first to notice. */
class MutantTest {

    /** Has a test of its own. */
    static final Mutant UNSEEDED = new Mutant(
            "S22",
            "chance that no seed governs",
            weave("MemberTable.shuffle", MutantAdvice.Unseeded.class),
            "nodes 8, profile lan, packet 1400: partition 50% at 1s for 8s",
            1);

    static Stream<Mutant> mutants() {
        return Stream.concat(SafetyMutants.all().stream(), LivenessMutants.all().stream());
    }

    @ParameterizedTest
    @MethodSource("mutants")
    void isNoticed(Mutant mutant) throws ReflectiveOperationException {
        String last = "";
        MutantLoader loader = mutant.load();
        for (int seed = 1; seed <= mutant.seeds(); seed++) {
            last = (String) call(loader, "violations", mutant.run(seed));
            if (last.lines().findFirst().stream()
                    .anyMatch(names -> List.of(names.split(" ")).contains(mutant.property()))) {
                assertThat(executed(loader)).as("%s was executed", mutant).isTrue();
                Outcome unchanged = ChaosRun.parse(mutant.run(seed)).run();
                assertThat(unchanged.violations())
                        .as("the same without the mutant: %s", unchanged)
                        .isEmpty();
                return;
            }
        }
        throw new AssertionError(mutant + ": not noticed in " + mutant.seeds() + " runs; the last one: " + last);
    }

    /** S22 has no class of its own: the trace of a run that is repeated tells. */
    @Test
    void chanceThatNoSeedGovernsIsNoticed() throws ReflectiveOperationException {
        String run = UNSEEDED.run(1);

        assertThat(call(UNSEEDED.load(), "trace", run)).isNotEqualTo(call(UNSEEDED.load(), "trace", run));
    }

    /** Otherwise a method that is renamed would leave a test that tests nothing. */
    @Test
    void aMutantOfNothingIsNone() {
        Mutant vacuous =
                new Mutant("S1", "nothing", Mutant.replace("Membership.suspekt", StubMethod.INSTANCE), "nodes 3", 1);

        assertThatThrownBy(vacuous::load).hasMessageContaining("no such method");
    }

    private static Object call(MutantLoader loader, String method, String run) throws ReflectiveOperationException {
        return loader.loadClass(MutantRun.class.getName())
                .getMethod(method, String.class)
                .invoke(null, run);
    }

    private static boolean executed(MutantLoader loader) throws ReflectiveOperationException {
        return (boolean) loader.loadClass(MutantRun.class.getName())
                .getMethod("executed")
                .invoke(null);
    }
}
