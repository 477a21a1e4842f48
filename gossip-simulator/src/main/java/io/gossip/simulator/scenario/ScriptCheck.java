package io.gossip.simulator.scenario;

import io.gossip.runtime.ConfigurationException;
import io.gossip.simulator.faults.FaultScript;
import io.gossip.simulator.faults.Flip;
import io.gossip.simulator.faults.Join;
import io.gossip.simulator.faults.Notation;
import io.gossip.simulator.faults.Targets;
import io.gossip.simulator.faults.TimedFault;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Stream;

/**
 * Refuses a script with a fault that cannot hit what it names: more hosts than there can be, a host that there is not, or a time
 * when the run is over. A share of the hosts, and hosts that do not run just then, are always allowed.
 *
 * <p>A fault is a record whose components are its parameters, so the hosts of any fault are found among its components.
 */
final class ScriptCheck {

    private final FaultScript script;
    private final int nodes;
    private final Duration length;

    ScriptCheck(FaultScript script, int nodes, Duration length) {
        this.script = script;
        this.nodes = nodes;
        this.length = length;
    }

    /** @throws ConfigurationException naming the fault, the value and what is allowed */
    void check() {
        for (TimedFault timed : script.faults()) {
            if (timed.at().compareTo(length) >= 0) {
                throw new ConfigurationException(
                        "begin of fault '" + timed.fault() + "'",
                        Notation.duration(timed.at()),
                        "before " + Notation.duration(length) + ", the end of the run");
            }
            long hosts = nodes + joined(timed);
            parts(timed.fault())
                    .filter(Targets.class::isInstance)
                    .map(Targets.class::cast)
                    .forEach(targets -> check(timed, targets, hosts));
        }
    }

    private static void check(TimedFault timed, Targets targets, long hosts) {
        if (targets instanceof Targets.Count some && some.count() > hosts) {
            throw new ConfigurationException(
                    "number of hosts in fault '" + timed + "'",
                    some.count(),
                    "1 to " + hosts + ", as there are no more");
        }
        if (targets instanceof Targets.Named some) {
            for (String name : some.names().stream().sorted().toList()) {
                if (!isHost(name, hosts)) {
                    throw new ConfigurationException("host in fault '" + timed + "'", name, "one of n1 to n" + hosts);
                }
            }
        }
    }

    private static boolean isHost(String name, long hosts) {
        return name.matches("n[1-9]\\d{0,8}") && Integer.parseInt(name.substring(1)) <= hosts;
    }

    /** How many hosts may have come before a fault ends. */
    private long joined(TimedFault timed) {
        return script.faults().stream()
                .filter(other ->
                        timed.isForever() || other.at().compareTo(timed.at().plus(timed.lasts())) <= 0)
                .flatMap(other -> parts(other.fault()))
                .mapToLong(ScriptCheck::joining)
                .sum();
    }

    private static long joining(Object part) {
        if (part instanceof Flip flip && flip.fault() instanceof Join) {
            return Integer.MAX_VALUE; // again and again
        }
        return part instanceof Join join ? join.count() : 0;
    }

    /** A record and all records in it. */
    private static Stream<Object> parts(Object whole) {
        if (!(whole instanceof Record)) {
            return Stream.of(whole);
        }
        return Stream.concat(
                Stream.of(whole),
                Arrays.stream(whole.getClass().getRecordComponents())
                        .flatMap(component -> Stream.ofNullable(value(component, whole)))
                        .flatMap(ScriptCheck::parts));
    }

    private static Object value(RecordComponent component, Object whole) {
        try {
            return component.getAccessor().invoke(whole);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(whole + " must be a public record, as all faults are", e);
        }
    }
}
