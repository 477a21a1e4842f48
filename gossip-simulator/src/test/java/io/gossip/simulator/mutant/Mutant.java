package io.gossip.simulator.mutant;

import static net.bytebuddy.matcher.ElementMatchers.named;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.dynamic.ClassFileLocator;
import net.bytebuddy.dynamic.DynamicType;
import net.bytebuddy.implementation.Implementation;
import net.bytebuddy.matcher.ElementMatcher;
import net.bytebuddy.pool.TypePool;

/**
 * A broken rule.
 *
 * @param property what must be violated by it, before anything else is
 * @param rule what is broken, in a few words
 * @param changes in which methods, and how
 * @param run settings, drills and faults of the runs, without the seed
 * @param seeds in how many runs, from seed 1 on, it must show
 */
record Mutant(String property, String rule, List<Change> changes, String run, int seeds) {

    private static final String ENGINE = "io.gossip.memberlist.";

    /** What becomes of the methods of a name in one class. */
    record Change(String className, ElementMatcher.Junction<MethodDescription> methods, How how) {

        interface How {
            DynamicType.Builder<?> apply(
                    DynamicType.Builder<?> original, ElementMatcher.Junction<MethodDescription> methods);
        }
    }

    Mutant(String property, String rule, Change change, String run, int seeds) {
        this(property, rule, List.of(change), run, seeds);
    }

    /** Other code in place of a method's, which is named {@code Class.method}. */
    static Change replace(String method, Implementation by) {
        return change(method, (original, methods) -> original.method(methods).intercept(by));
    }

    /** Further code before or after a method's. */
    static Change weave(String method, Class<?> advice) {
        return change(
                method, (original, methods) -> original.visit(Advice.to(advice).on(methods)));
    }

    private static Change change(String method, Change.How how) {
        int dot = method.lastIndexOf('.');
        String className = method.substring(0, dot);
        return new Change(
                className.startsWith("io.") ? className : ENGINE + className, named(method.substring(dot + 1)), how);
    }

    /** The run with a seed. */
    String run(long seed) {
        return "seed " + seed + ", " + run;
    }

    /**
     * Loads the engine with the rule broken.
     *
     * @throws AssertionError if there is nothing that could be changed
     */
    MutantLoader load() {
        ClassFileLocator files = ClassFileLocator.ForClassLoader.of(Mutant.class.getClassLoader());
        Map<String, DynamicType.Builder<?>> builders = new HashMap<>();
        for (Change change : changes) {
            TypeDescription type =
                    TypePool.Default.of(files).describe(change.className).resolve();
            if (type.getDeclaredMethods().filter(change.methods).isEmpty()) {
                throw new AssertionError(this + ": there is no such method");
            }
            DynamicType.Builder<?> original = builders.containsKey(change.className)
                    ? builders.get(change.className)
                    : new ByteBuddy().redefine(type, files);
            DynamicType.Builder<?> marked =
                    original.visit(Advice.to(Executed.Mark.class).on(change.methods));
            builders.put(change.className, change.how.apply(marked, change.methods));
        }
        Map<String, byte[]> changed = new HashMap<>();
        builders.forEach((name, builder) -> changed.put(name, builder.make().getBytes()));
        return new MutantLoader(changed);
    }

    @Override
    public String toString() {
        return property + ": " + rule;
    }
}
