package io.gossip.simulator.check;

import io.gossip.simulator.Life;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** All names and processes there ever were. */
final class History {

    private final Map<String, Subject> subjects = new LinkedHashMap<>();
    private final Map<Life, Witness> witnesses = new LinkedHashMap<>();
    private final Map<InetSocketAddress, Witness> byAddress = new HashMap<>();

    Witness begun(Life life) {
        Witness witness = new Witness(life);
        witnesses.put(life, witness);
        byAddress.put(life.transport().localAddress(), witness);
        subjects.computeIfAbsent(life.name(), name -> new Subject()).holder(witness);
        return witness;
    }

    void ended(Witness witness) {
        byAddress.remove(witness.life().transport().localAddress(), witness);
        witnesses.remove(witness.life());
    }

    /** The memory of a process that runs, or null if it does not. */
    @Nullable
    Witness witness(Life life) {
        return witnesses.get(life);
    }

    /** Who runs at an address. */
    @Nullable
    Witness at(InetSocketAddress address) {
        return byAddress.get(address);
    }

    /** Whose name this is or was; null if nobody's. */
    @Nullable
    Subject subject(String name) {
        return subjects.get(name);
    }

    /** How many names there ever were. */
    int names() {
        return subjects.size();
    }
}
