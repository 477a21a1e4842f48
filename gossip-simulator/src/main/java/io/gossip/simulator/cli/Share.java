package io.gossip.simulator.cli;

import io.gossip.simulator.faults.Notation;
import picocli.CommandLine.TypeConversionException;

/**
 * A share, written as in faults: {@code 5%}.
 *
 * @param fraction from 0 to less than 1
 */
record Share(double fraction) {

    static Share parse(String text) {
        try {
            double fraction = Notation.percent(text.strip());
            if (fraction < 1) {
                return new Share(fraction);
            }
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException(e.getMessage());
        }
        throw new TypeConversionException("'" + text + "' leaves nothing; less than 100% is allowed");
    }
}
