package io.gossip.simulator.report;

/**
 * What nodes said of others that ran: each time one of them said it counts.
 *
 * @param suspicions how often one that ran was suspected
 * @param deaths how often one that ran was declared dead: false positives
 * @param deathsDuringFaults how many of these deaths were declared while a fault was there, or before all knew all again after it, so
 *     that they may be the fault's
 * @param victims how many different nodes were declared dead while they ran
 */
public record WrongVerdicts(long suspicions, long deaths, long deathsDuringFaults, int victims) {}
