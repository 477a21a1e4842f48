/** The demo: a storefront that also starts, stops and kills inventories, as processes of their own on this machine. */
@NullMarked
package io.gossip.sample.demo;

import org.jspecify.annotations.NullMarked;
