package io.gossip;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaCodeUnitAccess;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The house rules as ArchUnit rules: the floors and the bans of {@code docs/architecture.md}.
 *
 * <p>A node is simulated byte for byte as it runs, so protocol code may reach no thread, lock, socket, clock or random
 * source except those it is handed. {@link ArchitectureTest} holds the code to the rules, {@link ArchitectureRulesBiteTest}
 * holds the rules to their word.
 */
final class ArchitectureRules {

    /** From the ground up; each floor imports only the floors before it. The root package stands on top of all. */
    private static final List<String> FLOORS = List.of(
            "io.gossip.wire",
            "io.gossip.runtime",
            "io.gossip.transport",
            "io.gossip.virtual",
            "io.gossip.keyring",
            "io.gossip.memberlist",
            "io.gossip.coordinate",
            "io.gossip.serf",
            "io.gossip.discovery",
            "io.gossip.micrometer",
            "io.gossip");

    private static final String ROOT = "io.gossip";

    /** Single-threaded, deterministic code: everything it needs is handed to it. */
    private static final String[] PROTOCOL = {
        "io.gossip.wire..",
        "io.gossip.coordinate..",
        "io.gossip.memberlist..",
        "io.gossip.serf..",
        "io.gossip.discovery.."
    };

    private static final Set<String> THREADS = Set.of(
            "java.lang.Thread",
            "java.lang.ThreadGroup",
            "java.lang.ThreadLocal",
            "java.util.Timer",
            "java.util.TimerTask",
            "java.util.concurrent.ForkJoinPool");

    private static final Set<String> SOCKETS = Set.of(
            "java.net.Socket",
            "java.net.ServerSocket",
            "java.net.DatagramSocket",
            "java.net.MulticastSocket",
            "java.nio.channels.SocketChannel",
            "java.nio.channels.ServerSocketChannel",
            "java.nio.channels.DatagramChannel",
            "java.nio.channels.AsynchronousSocketChannel",
            "java.nio.channels.AsynchronousServerSocketChannel");

    private static final Set<String> RANDOM_SOURCES = Set.of(
            "java.util.Random",
            "java.util.SplittableRandom",
            "java.util.concurrent.ThreadLocalRandom",
            "java.security.SecureRandom",
            "java.util.random.RandomGeneratorFactory");

    private ArchitectureRules() {}

    /** Every package stands on a known floor, so that no code escapes the rules below. */
    static ArchRule everyPackageStandsOnAFloor() {
        return classes()
                .should(satisfy("stand on a floor", type -> FLOORS.stream().anyMatch(floor -> standsOn(floor, type))))
                .allowEmptyShould(true);
    }

    /** Each floor imports only floors below it; the wire format and the runtime import none of ours. */
    static ArchRule floorsImportOnlyFloorsBelow() {
        return classes().should(importOnlyFloorsBelow()).allowEmptyShould(true);
    }

    static ArchRule packagesHaveNoCycles() {
        return slices().matching("io.gossip.(**)").should().beFreeOfCycles().allowEmptyShould(true);
    }

    /** A real node and its parts run without the simulated world, which only tests and the simulator build. */
    static ArchRule nobodyRealKnowsTheVirtualWorld() {
        return noClasses()
                .that()
                .resideOutsideOfPackage("io.gossip.virtual..")
                .should()
                .dependOnClassesThat(resideInAnyPackage("io.gossip.virtual.."))
                .because("protocol code cannot tell which world it is in")
                .allowEmptyShould(true);
    }

    static ArchRule coreKnowsNoSpring() {
        return noClasses()
                .should()
                .dependOnClassesThat(resideInAnyPackage("org.springframework.."))
                .allowEmptyShould(true);
    }

    static ArchRule protocolStartsNoThreads() {
        return noClasses()
                .that()
                .resideInAnyPackage(PROTOCOL)
                .should()
                .dependOnClassesThat(
                        describe("are threads, timers or executors", ArchitectureRules::isThreadOrExecutor))
                .because("the event loop and the dispatcher are handed in")
                .allowEmptyShould(true);
    }

    static ArchRule protocolTakesNoLocks() {
        return noClasses()
                .that()
                .resideInAnyPackage(PROTOCOL)
                .should()
                .dependOnClassesThat(resideInAnyPackage("java.util.concurrent.locks.."))
                .because("one event loop owns a node")
                .allowEmptyShould(true);
    }

    static ArchRule protocolSynchronizesNoMethods() {
        return noMethods()
                .that()
                .areDeclaredInClassesThat()
                .resideInAnyPackage(PROTOCOL)
                .should()
                .haveModifier(JavaModifier.SYNCHRONIZED)
                .because("one event loop owns a node")
                .allowEmptyShould(true);
    }

    static ArchRule protocolKnowsNoNetty() {
        return noClasses()
                .that()
                .resideInAnyPackage(PROTOCOL)
                .should()
                .dependOnClassesThat(resideInAnyPackage("io.netty.."))
                .because("bytes come and go through Transport")
                .allowEmptyShould(true);
    }

    static ArchRule nobodyOpensJdkSockets() {
        return noClasses()
                .should()
                .dependOnClassesThat(describe("are the JDK's sockets", type -> SOCKETS.contains(type.getName())))
                .because("sockets are Netty's, behind Transport")
                .allowEmptyShould(true);
    }

    /** Only the event loops of the runtime read the clock; method references count as calls. */
    static ArchRule onlyTheRuntimeReadsTheClock() {
        return classes()
                .that()
                .resideOutsideOfPackage("io.gossip.runtime..")
                .should(notReach("the clock", ArchitectureRules::readsTheClock))
                .because("time is EventLoop.nanoTime(), which a simulation turns by hand")
                .allowEmptyShould(true);
    }

    /** Randomness is a {@code RandomGenerator} that only the root package makes. */
    static ArchRule onlyTheRootMakesRandomness() {
        return noClasses()
                .that(resideOutsideTheRoot())
                .should()
                .dependOnClassesThat(describe("are random sources", type -> RANDOM_SOURCES.contains(type.getName())))
                .because("one seed reproduces a whole run")
                .allowEmptyShould(true);
    }

    /** The random sources that hide behind a static method. */
    static ArchRule onlyTheRootCallsHiddenRandomness() {
        return classes()
                .that(resideOutsideTheRoot())
                .should(notReach("hidden randomness", ArchitectureRules::rollsHiddenDice))
                .because("one seed reproduces a whole run")
                .allowEmptyShould(true);
    }

    static ArchRule nobodyPrints() {
        return classes()
                .should(notReach(
                        "System.out or System.err",
                        access -> access.getTargetOwner().isEquivalentTo(System.class)
                                && Set.of("out", "err").contains(access.getName())))
                .because("logging goes through SLF4J")
                .allowEmptyShould(true);
    }

    /** No stage runs in the JDK's common pool, and no future starts the JDK's own timer thread. */
    static ArchRule nobodyHopsToTheCommonPool() {
        return classes()
                .should(notReach("the common pool", ArchitectureRules::hopsToTheCommonPool))
                .because("user code runs on the user's executor, protocol code on the loop")
                .allowEmptyShould(true);
    }

    static ArchRule nobodyKeepsStaticState() {
        return noFields()
                .should()
                .haveModifier(JavaModifier.STATIC)
                .andShould()
                .notHaveModifier(JavaModifier.FINAL)
                .because("two nodes in one JVM share nothing")
                .allowEmptyShould(true);
    }

    /** Netty can be replaced: outside the classes made for it, no public signature names it. */
    static ArchRule publicApiNamesNoNetty() {
        return classes()
                .that()
                .resideOutsideOfPackage("..netty..")
                .and(describe(
                        "are not the runtime's Netty adapters",
                        type -> !(standsOn("io.gossip.runtime", type)
                                && type.getSimpleName().startsWith("Netty"))))
                .should(nameNoNettyInPublicSignatures())
                .allowEmptyShould(true);
    }

    private static boolean standsOn(String floor, JavaClass type) {
        String name = type.getPackageName();
        return name.equals(floor) || (!floor.equals(ROOT) && name.startsWith(floor + "."));
    }

    private static DescribedPredicate<JavaClass> resideOutsideTheRoot() {
        return describe("reside outside the root package", type -> !standsOn(ROOT, type));
    }

    private static boolean isThreadOrExecutor(JavaClass type) {
        String name = type.getName();
        return THREADS.contains(name)
                || (name.startsWith("java.util.concurrent.")
                        && type.getSimpleName().contains("Executor"));
    }

    private static boolean readsTheClock(JavaAccess<?> access) {
        String owner = access.getTargetOwner().getName();
        String name = access.getName();
        if (owner.equals("java.lang.System")) {
            return name.equals("nanoTime") || name.equals("currentTimeMillis");
        }
        if (owner.equals("java.time.Clock")) {
            return name.startsWith("system") || name.startsWith("tick");
        }
        if (owner.equals("java.util.Date")) {
            return name.equals("<init>");
        }
        return owner.startsWith("java.time.") && name.equals("now");
    }

    private static boolean rollsHiddenDice(JavaAccess<?> access) {
        String call = access.getTargetOwner().getName() + "." + access.getName();
        return Set.of(
                        "java.lang.Math.random",
                        "java.lang.StrictMath.random",
                        "java.util.Collections.shuffle",
                        "java.util.UUID.randomUUID",
                        "java.util.random.RandomGenerator.getDefault",
                        "java.util.random.RandomGenerator.of")
                .contains(call);
    }

    private static boolean hopsToTheCommonPool(JavaAccess<?> access) {
        JavaClass owner = access.getTargetOwner();
        String name = access.getName();
        if (owner.getName().startsWith("java.util.") && (name.equals("parallelStream") || name.equals("parallel"))) {
            return true;
        }
        if (!owner.isAssignableTo(CompletableFuture.class) && !owner.getName().endsWith(".CompletionStage")) {
            return false;
        }
        if (Set.of("orTimeout", "completeOnTimeout", "delayedExecutor").contains(name)) {
            return true;
        }
        return name.endsWith("Async") && !givesAnExecutor(access);
    }

    private static boolean givesAnExecutor(JavaAccess<?> access) {
        return access instanceof JavaCodeUnitAccess<?> call
                && call.getTarget().getRawParameterTypes().stream()
                        .anyMatch(type -> type.isEquivalentTo(Executor.class));
    }

    private static ArchCondition<JavaClass> satisfy(String text, Predicate<JavaClass> rule) {
        return new ArchCondition<>(text) {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                if (!rule.test(type)) {
                    events.add(SimpleConditionEvent.violated(type, type.getName() + " does not " + text));
                }
            }
        };
    }

    private static ArchCondition<JavaClass> importOnlyFloorsBelow() {
        return new ArchCondition<>("import only floors below") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                int own = floorOf(type);
                type.getDirectDependenciesFromSelf().forEach(dependency -> {
                    int other = floorOf(dependency.getTargetClass().getBaseComponentType());
                    boolean runtimeImportsWire = own == FLOORS.indexOf("io.gossip.runtime") && other == 0;
                    if (other > own || runtimeImportsWire) {
                        events.add(SimpleConditionEvent.violated(type, dependency.getDescription()));
                    }
                });
            }
        };
    }

    /** The number of the floor, or -1 for what is not ours. */
    private static int floorOf(JavaClass type) {
        for (int floor = 0; floor < FLOORS.size(); floor++) {
            if (standsOn(FLOORS.get(floor), type)) {
                return floor;
            }
        }
        return -1;
    }

    /** Looks at calls, field accesses and method references alike. */
    private static ArchCondition<JavaClass> notReach(String what, Predicate<JavaAccess<?>> forbidden) {
        return new ArchCondition<>("not reach " + what) {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                for (JavaAccess<?> access : type.getAccessesFromSelf()) {
                    if (forbidden.test(access)) {
                        events.add(SimpleConditionEvent.violated(type, access.getDescription()));
                    }
                }
            }
        };
    }

    private static ArchCondition<JavaClass> nameNoNettyInPublicSignatures() {
        return new ArchCondition<>("name no Netty type in a public signature") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                if (!isPublicApi(type)) {
                    return;
                }
                for (JavaMember member : type.getMembers()) {
                    if (isVisible(member.getModifiers()) && signature(member).anyMatch(ArchitectureRules::isNetty)) {
                        events.add(SimpleConditionEvent.violated(type, member.getFullName() + " names a Netty type"));
                    }
                }
                Stream<JavaClass> parents =
                        Stream.concat(type.getRawSuperclass().stream(), type.getRawInterfaces().stream());
                if (parents.anyMatch(ArchitectureRules::isNetty)) {
                    events.add(SimpleConditionEvent.violated(type, type.getName() + " extends a Netty type"));
                }
            }
        };
    }

    private static boolean isPublicApi(JavaClass type) {
        return isVisible(type.getModifiers())
                && type.getEnclosingClass().map(ArchitectureRules::isPublicApi).orElse(true);
    }

    private static boolean isVisible(Set<JavaModifier> modifiers) {
        return modifiers.contains(JavaModifier.PUBLIC) || modifiers.contains(JavaModifier.PROTECTED);
    }

    private static boolean isNetty(JavaClass type) {
        return type.getBaseComponentType().getPackageName().startsWith("io.netty");
    }

    private static Stream<JavaClass> signature(JavaMember member) {
        if (member instanceof JavaField field) {
            return field.getType().getAllInvolvedRawTypes().stream();
        }
        JavaCodeUnit method = (JavaCodeUnit) member;
        return Stream.concat(
                method.getReturnType().getAllInvolvedRawTypes().stream(),
                method.getParameterTypes().stream().flatMap(type -> type.getAllInvolvedRawTypes().stream()));
    }
}
