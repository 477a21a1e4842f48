package io.gossip.simulator.mutant;

import static org.assertj.core.api.Assertions.assertThat;

import io.gossip.simulator.check.Liveness;
import io.gossip.simulator.check.Safety;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every rule is checked, and its check is checked, or it is said why not. */
class RulesTest {

    /** What there is nothing of to be checked yet. */
    private static final Map<String, String> DO_NOT_APPLY = Map.of(
            "S23", "Lamport clocks are Serf's",
            "S24", "user events are Serf's",
            "S25", "queries are Serf's",
            "S26", "intents are Serf's",
            "S27", "the states are Serf's",
            "S28", "coalescing is Serf's",
            "S29", "snapshots are Serf's",
            "S31", "coordinates are Serf's",
            "L10", "user events are Serf's",
            "L11", "queries are Serf's");

    /** By the sweep, which runs seeds twice, and by virtual time, which ends the run with what is thrown. */
    private static final Set<Safety> CHECKED_ELSEWHERE = Set.of(Safety.S22, Safety.S33);

    /** What is not done yet. */
    private static final Map<String, String> PENDING = Map.of();

    @Test
    void everyRuleThatAppliesHasAMutant() {
        assertThat(mutants()).containsExactlyInAnyOrderElementsOf(rulesBut(DO_NOT_APPLY, PENDING));
    }

    @Test
    void everyRuleThatAppliesIsLookedAfter() {
        for (Safety rule : Safety.values()) {
            boolean checked = rule.remark().isEmpty() || CHECKED_ELSEWHERE.contains(rule);
            assertThat(checked).as(rule.name()).isNotEqualTo(DO_NOT_APPLY.containsKey(rule.name()));
        }
        for (Liveness rule : Liveness.values()) {
            assertThat(rule.part().isPresent()).as(rule.name()).isNotEqualTo(DO_NOT_APPLY.containsKey(rule.name()));
        }
    }

    private static Set<String> mutants() {
        return Stream.concat(MutantTest.mutants(), Stream.of(MutantTest.UNSEEDED))
                .map(Mutant::property)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> rulesBut(Map<String, String> some, Map<String, String> others) {
        Set<String> rules = new TreeSet<>();
        Stream.of(Safety.values()).map(Safety::name).forEach(rules::add);
        Stream.of(Liveness.values()).map(Liveness::name).forEach(rules::add);
        rules.removeAll(some.keySet());
        rules.removeAll(others.keySet());
        return rules;
    }
}
