package io.gossip.simulator.mutant;

import static net.bytebuddy.matcher.ElementMatchers.named;
import static org.assertj.core.api.Assertions.assertThat;

import io.gossip.memberlist.MutantAdvice;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.dynamic.ClassFileLocator;
import net.bytebuddy.dynamic.DynamicType;
import net.bytebuddy.implementation.ExceptionMethod;
import net.bytebuddy.implementation.FixedValue;
import net.bytebuddy.implementation.Implementation;
import net.bytebuddy.implementation.StubMethod;
import net.bytebuddy.pool.TypePool;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each checker notices when the rule that it watches is broken. */
class MutantTest {

    private static final String ENGINE = "io.gossip.memberlist.";
    private static final String WIRE = "io.gossip.wire.";

    private static final String CUTS = "partition 50% at 1s for 8s; partition 30% out at 15s for 9s";
    private static final String RESTARTS =
            "restart 60% 1s 1s at 1s for 20s; flip 2s 2s partition 30% at 2s for 20s; delay uniform 0s 800ms at 1s for 30s";

    /** A broken rule, the property that it violates, and in how many runs that must show. */
    private record Mutant(
            String property,
            String className,
            UnaryOperator<DynamicType.Builder<?>> change,
            int nodes,
            String script,
            int seeds) {

        MutantLoader load() {
            ClassFileLocator files = ClassFileLocator.ForClassLoader.of(MutantTest.class.getClassLoader());
            DynamicType.Builder<?> original = new ByteBuddy()
                    .redefine(TypePool.Default.of(files).describe(className).resolve(), files);
            return new MutantLoader(
                    Map.of(className, change.apply(original).make().getBytes()));
        }

        @Override
        public String toString() {
            return property + " " + className.substring(className.lastIndexOf('.') + 1);
        }
    }

    static Stream<Mutant> mutants() {
        return Stream.of(
                new Mutant("S1", ENGINE + "MemberEntry", weave("isNews", MutantAdvice.Older.class), 16, RESTARTS, 10),
                new Mutant("S2", ENGINE + "Membership", replace("accuse", StubMethod.INSTANCE), 24, RESTARTS, 20),
                new Mutant("S3", ENGINE + "MemberEntry", replace("isNews", FixedValue.value(true)), 8, CUTS, 3),
                new Mutant("S4", ENGINE + "MemberEntry", weave("snapshot", MutantAdvice.Invent.class), 8, CUTS, 1),
                new Mutant("S5", ENGINE + "Membership", replace("isSelf", FixedValue.value(false)), 8, CUTS, 1),
                new Mutant("S6", ENGINE + "Membership", replace("refute", StubMethod.INSTANCE), 8, CUTS, 1),
                new Mutant(
                        "S7",
                        ENGINE + "Membership",
                        weave("announce", MutantAdvice.SameIncarnation.class),
                        8,
                        "meta 50% 100 at 5s for 10s",
                        1),
                new Mutant("S8", ENGINE + "MemberTable", weave("add", MutantAdvice.Twice.class), 5, "", 1),
                new Mutant("S9", ENGINE + "Application", replace("left", StubMethod.INSTANCE), 8, CUTS, 1),
                new Mutant("S10", ENGINE + "SuspicionTimes", replace("maxNanos", FixedValue.value(1L)), 8, CUTS, 1),
                new Mutant("S11", ENGINE + "Suspicion", weave("confirmations", MutantAdvice.OneMore.class), 8, CUTS, 1),
                new Mutant("S12", ENGINE + "Membership", weave("suspect", MutantAdvice.Rash.class), 8, CUTS, 1),
                new Mutant(
                        "S13",
                        ENGINE + "PendingAcks",
                        weave("acked", MutantAdvice.AnyAck.class),
                        8,
                        "duplicate 15% 0s 3s at 1s for 30s; delay uniform 0s 2s at 2s for 30s",
                        5),
                new Mutant("S14", ENGINE + "LocalHealth", weave("adjust", MutantAdvice.Unclamped.class), 5, CUTS, 1),
                new Mutant(
                        "S15",
                        WIRE + "PacketFraming",
                        replace("gossipOverhead", FixedValue.value(0)),
                        50,
                        "corrupt 1% flip at 1s for 1s",
                        10),
                new Mutant("S16", ENGINE + "RetransmitLimit", replace("of", FixedValue.value(1000)), 8, CUTS, 1),
                new Mutant(
                        "S17",
                        ENGINE + "BroadcastQueue",
                        builder -> weave("addEncoded", MutantAdvice.Nameless.class)
                                .apply(replace("take", StubMethod.INSTANCE).apply(builder)),
                        8,
                        CUTS,
                        3),
                new Mutant(
                        "S18",
                        ENGINE + "PacketReceiver",
                        weave("rejected", MutantAdvice.Touchy.class),
                        5,
                        "corrupt 10% garbage at 1s for 9s",
                        1),
                new Mutant(
                        "S19",
                        WIRE + "Message$Dead",
                        replace("isLeave", FixedValue.value(false)),
                        8,
                        "leave 30% at 1s for 9s",
                        3),
                new Mutant(
                        "S20",
                        ENGINE + "Membership",
                        replace("mayMove", FixedValue.value(true)),
                        8,
                        "crash 30% moved at 2s for 1s",
                        1),
                new Mutant("S21", ENGINE + "PendingAcks", replace("remove", StubMethod.INSTANCE), 5, "", 1),
                new Mutant(
                        "S30",
                        "io.gossip.simulator.Chance",
                        builder -> builder.visit(Advice.to(MutantAdvice.SameNonces.class)
                                .on(named("stream").and(net.bytebuddy.matcher.ElementMatchers.takesArguments(2)))),
                        5,
                        "corrupt 1% flip at 1s for 1s",
                        1),
                new Mutant(
                        "S32",
                        "io.gossip.virtual.VirtualEventLoop",
                        weave("schedule", MutantAdvice.AtOnce.class),
                        3,
                        "",
                        1),
                new Mutant(
                        "S33",
                        ENGINE + "LocalHealth",
                        replace("adjust", ExceptionMethod.throwing(IllegalStateException.class)),
                        5,
                        CUTS,
                        1),
                new Mutant(
                        "L3",
                        ENGINE + "FailureDetector",
                        replace("nextTarget", FixedValue.nullValue()),
                        5,
                        "kill 1",
                        1),
                new Mutant("L12", ENGINE + "FailureDetector", replace("probeNext", StubMethod.INSTANCE), 5, "", 1));
    }

    @ParameterizedTest
    @MethodSource("mutants")
    void isNoticed(Mutant mutant) throws ReflectiveOperationException {
        String last = "";
        for (int seed = 1; seed <= mutant.seeds; seed++) {
            String violated = (String) run(mutant.load(), "violations", seed, mutant.nodes, mutant.script);
            if (violated.lines().limit(1).anyMatch(line -> (" " + line).contains(" " + mutant.property + " "))) {
                return;
            }
            last = violated;
        }
        throw new AssertionError(mutant + " was not noticed in " + mutant.seeds + " runs; the last one: " + last);
    }

    /** S22 has no class of its own: the trace of a run that is repeated tells. */
    @Test
    void chanceThatNoSeedGovernsIsNoticed() throws ReflectiveOperationException {
        Mutant mutant =
                new Mutant("S22", ENGINE + "MemberTable", weave("shuffle", MutantAdvice.Unseeded.class), 8, CUTS, 1);
        assertThat(run(mutant.load(), "trace", 1, 8, CUTS)).isNotEqualTo(run(mutant.load(), "trace", 1, 8, CUTS));
    }

    private static Object run(MutantLoader loader, String method, long seed, int nodes, String script)
            throws ReflectiveOperationException {
        return loader.loadClass(MutantRun.class.getName())
                .getMethod(method, long.class, int.class, String.class)
                .invoke(null, seed, nodes, script);
    }

    private static UnaryOperator<DynamicType.Builder<?>> replace(String method, Implementation by) {
        return builder -> builder.method(named(method)).intercept(by);
    }

    private static UnaryOperator<DynamicType.Builder<?>> weave(String method, Class<?> advice) {
        return builder -> builder.visit(Advice.to(advice).on(named(method)));
    }
}
