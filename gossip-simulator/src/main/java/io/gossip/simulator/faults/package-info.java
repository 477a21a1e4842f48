/**
 * What can go wrong in a {@link io.gossip.simulator.Simulation}, as data: each fault is a record that begins and ends, and whose
 * text is read back by {@link io.gossip.simulator.faults.FaultParser}.
 *
 * <h2>The grammar</h2>
 *
 * <pre>
 * script   = { timed ( ";" | end of line ) }                 from # on, a line is a comment
 * timed    = fault [ "at" time ] [ "for" time ]              at once, and to the end, if left out
 * fault    = keyword { parameter }                           one of FaultParser.forms()
 * hosts    = share | count | name { "," name }               50% of those that run, 3 of them, or n1,n7
 * links    = [ "from" hosts ] [ "to" hosts ]                 everything, if left out
 * latency  = "fixed" time | "uniform" time time | "normal" time time | "lognormal" time sigma | "regions" time time
 * share    = number "%"
 * time     = { number ( "ns" | "us" | "ms" | "s" | "m" | "h" ) }      for instance 1m30s
 * </pre>
 *
 * <p>Hosts are drawn when the fault begins, among those on which a process runs then.
 */
@NullMarked
package io.gossip.simulator.faults;

import org.jspecify.annotations.NullMarked;
