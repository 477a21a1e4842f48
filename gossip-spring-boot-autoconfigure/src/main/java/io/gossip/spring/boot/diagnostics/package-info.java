/** A start that fails says how to mend it. */
@NullMarked
package io.gossip.spring.boot.diagnostics;

import org.jspecify.annotations.NullMarked;
