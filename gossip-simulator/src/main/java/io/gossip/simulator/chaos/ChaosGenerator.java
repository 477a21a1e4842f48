package io.gossip.simulator.chaos;

import io.gossip.memberlist.MemberlistNode;
import io.gossip.simulator.faults.Bridge;
import io.gossip.simulator.faults.Broadcasts;
import io.gossip.simulator.faults.BurstLoss;
import io.gossip.simulator.faults.Corruption;
import io.gossip.simulator.faults.Crash;
import io.gossip.simulator.faults.Crowd;
import io.gossip.simulator.faults.Delay;
import io.gossip.simulator.faults.Discovery;
import io.gossip.simulator.faults.Drift;
import io.gossip.simulator.faults.Duplication;
import io.gossip.simulator.faults.Exhaustion;
import io.gossip.simulator.faults.Fault;
import io.gossip.simulator.faults.FaultScript;
import io.gossip.simulator.faults.Flip;
import io.gossip.simulator.faults.Freeze;
import io.gossip.simulator.faults.Intruder;
import io.gossip.simulator.faults.Join;
import io.gossip.simulator.faults.KeyRotation;
import io.gossip.simulator.faults.Kill;
import io.gossip.simulator.faults.Leave;
import io.gossip.simulator.faults.Loss;
import io.gossip.simulator.faults.Meta;
import io.gossip.simulator.faults.MtuBlackHole;
import io.gossip.simulator.faults.NameConflict;
import io.gossip.simulator.faults.ReceiveBuffer;
import io.gossip.simulator.faults.Refusal;
import io.gossip.simulator.faults.Reordering;
import io.gossip.simulator.faults.Reset;
import io.gossip.simulator.faults.Restart;
import io.gossip.simulator.faults.Ring;
import io.gossip.simulator.faults.RollOut;
import io.gossip.simulator.faults.Slow;
import io.gossip.simulator.faults.Stall;
import io.gossip.simulator.faults.Starve;
import io.gossip.simulator.faults.Takeover;
import io.gossip.simulator.faults.TimedFault;
import io.gossip.simulator.faults.Trickle;
import io.gossip.wire.Compound;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/**
 * Draws scripts in which everything happens that can go wrong, the frequent more often than the rare, several at a time, from moments
 * to most of the script's length. Every fault ends before the script does, and half of the processes are never killed for good.
 */
public final class ChaosGenerator {

    /** Draws whatever it is asked for. */
    public ChaosGenerator() {}

    private static final int MOST_FAULTS = 10;

    private final List<Kind> kinds = List.of(
            new Kind(5, draw -> new Loss(draw.share(0.01, 0.6), draw.links())),
            new Kind(2, draw -> new BurstLoss(draw.share(0.02, 0.4), draw.time(100, 10_000), draw.links())),
            new Kind(
                    2, draw -> new Duplication(draw.share(0.01, 0.15), Duration.ZERO, draw.time(1, 500), draw.links())),
            new Kind(
                    1,
                    draw -> new Duplication(
                            draw.share(0.01, 0.05),
                            draw.time(1_000, 10_000),
                            draw.time(10_000, 120_000),
                            draw.links())),
            new Kind(2, draw -> new Reordering(draw.share(0.01, 0.5), draw.time(1, 500), draw.links())),
            new Kind(3, draw -> new Delay(draw.latency(), draw.links())),
            new Kind(
                    2,
                    draw -> new Corruption(
                            draw.share(0.01, 0.3), draw.oneOf(Corruption.Damage.values()), draw.links())),
            new Kind(1, draw -> new MtuBlackHole(100 + draw.below(1300), draw.links())),
            new Kind(4, Draw::partition),
            new Kind(2, draw -> new Flip(draw.time(500, 20_000), draw.time(500, 20_000), draw.partition())),
            new Kind(1, draw -> new Ring(1 + draw.below(3))),
            new Kind(1, draw -> new Bridge(draw.one())),
            new Kind(4, draw -> new Freeze(draw.some())),
            new Kind(2, draw -> new Stall(draw.some())),
            new Kind(2, draw -> new Flip(draw.time(100, 30_000), draw.time(1, 20_000), new Stall(draw.some()))),
            new Kind(2, draw -> new Starve(draw.some(), draw.time(100, 500), draw.time(500, 2_500))),
            new Kind(2, draw -> new Slow(draw.some(), Duration.ofNanos(20_000L * (1 + draw.below(500))))),
            new Kind(1, draw -> new Drift(draw.some(), draw.below(401) - 200)),
            new Kind(4, Draw::delegateTrouble),
            new Kind(1, draw -> new ReceiveBuffer(draw.some(), 1 + draw.below(250))),
            new Kind(4, draw -> new Crash(draw.some(), draw.comeback())),
            new Kind(
                    2,
                    draw -> new Flip(
                            draw.time(500, 30_000), draw.time(500, 30_000), new Crash(draw.some(), draw.comeback()))),
            new Kind(1, draw -> new Kill(draw.one())),
            new Kind(3, draw -> new Leave(draw.some(), draw.comeback())),
            new Kind(1, draw -> new Join(1 + draw.below(Math.max(1, draw.nodes() / 4)), draw.time(10, 10_000))),
            new Kind(1, draw -> new Restart(draw.some(), draw.time(100, 20_000), draw.time(100, 5_000))),
            new Kind(2, draw -> new RollOut(draw.oneOf(RollOut.What.values()), draw.time(10, 5_000))),
            new Kind(2, draw -> new KeyRotation(draw.time(10, 3_000))),
            new Kind(1, draw -> new NameConflict(draw.one())),
            new Kind(1, draw -> new Intruder(draw.oneOf(Intruder.Lacks.values()))),
            new Kind(1, draw -> new Takeover(draw.some())),
            new Kind(1, draw -> new Refusal(draw.links())),
            new Kind(1, draw -> new Reset(draw.share(0.05, 0.8), draw.links())),
            new Kind(1, draw -> new Trickle(1 + draw.below(2_000), draw.links())),
            new Kind(1, draw -> new Discovery(draw.oneOf(Discovery.Answer.values()))),
            new Kind(1, draw -> new Exhaustion(draw.oneOf(Exhaustion.What.values()), draw.some())),
            new Kind(1, draw -> new Broadcasts(draw.one(), 200 + draw.below(200), draw.below(3))),
            new Kind(1, Draw::tooManyBroadcasts),
            new Kind(1, draw -> new Broadcasts(draw.some(), 1 + draw.below(5), 65_535)),
            new Kind(1, draw -> new Crowd(draw.some(), draw.oneOf(Compound.MAX_PARTS, 1 + draw.below(255)))),
            new Kind(2, draw -> new Meta(draw.some(), draw.oneOf(MemberlistNode.META_LIMIT, draw.below(513)))));

    private record Kind(int weight, Function<Draw, Fault> make) {}

    /**
     * Draws a script.
     *
     * @param random what decides
     * @param nodes how many processes run at first, 3 or more
     * @param length when the last fault has ended; a second or more
     * @return one to ten faults in the order of their beginning
     */
    public FaultScript script(RandomGenerator random, int nodes, Duration length) {
        Draw draw = new Draw(random, nodes);
        List<TimedFault> faults = new ArrayList<>();
        int killed = 0;
        for (int i = random.nextInt(MOST_FAULTS); i >= 0; i--) {
            TimedFault timed = timed(draw, length);
            if (timed.fault() instanceof Kill && ++killed > nodes / 2) {
                continue;
            }
            faults.add(timed);
        }
        faults.sort((a, b) -> a.at().compareTo(b.at()));
        return new FaultScript(faults);
    }

    private TimedFault timed(Draw draw, Duration length) {
        int millis = (int) Math.min(Integer.MAX_VALUE, length.toMillis());
        int at = draw.below(millis * 4 / 5);
        Duration lasts = draw.time(Math.min(10, millis - at), millis - at);
        return new TimedFault(Duration.ofMillis(at), lasts, kind(draw).make.apply(draw));
    }

    private Kind kind(Draw draw) {
        int ticket = draw.below(kinds.stream().mapToInt(Kind::weight).sum());
        for (Kind kind : kinds) {
            ticket -= kind.weight;
            if (ticket < 0) {
                return kind;
            }
        }
        throw new AssertionError("a ticket beyond the sum of all weights");
    }
}
