package main

import (
	"slices"
	"sync"
	"sync/atomic"
	"time"
)

const (
	never     = -1.0 // it did not happen within the limit
	joinLimit = 180 * time.Second
)

var lastPort atomic.Int64

// freePort gives a port nobody else in this process was given.
func freePort() int { return 20_000 + int(lastPort.Add(1)) }

// cluster is the nodes of one cluster, joined all at once through the first of them.
type cluster struct {
	nodes       []node
	joinSeconds float64
}

func startCluster(size int) *cluster {
	c := &cluster{nodes: make([]node, size), joinSeconds: never}
	seed := freePort()
	first, err := create(seed)
	must(err)
	c.nodes[0] = first
	start := time.Now()
	var joining sync.WaitGroup
	for i := 1; i < size; i++ {
		port := freePort()
		joining.Go(func() { c.nodes[i] = startJoined(port, seed) })
	}
	joining.Wait()
	if size == 1 {
		c.joinSeconds = 0
	} else if await(joinLimit, func() bool { return c.complete(size) }) {
		c.joinSeconds = c.last(start, lastUp)
	}
	return c
}

// await polls; the times reported are those at which the nodes were told, not those of the polls.
func await(limit time.Duration, done func() bool) bool {
	for end := time.Now().Add(limit); time.Now().Before(end); time.Sleep(5 * time.Millisecond) {
		if done() {
			return true
		}
	}
	return false
}

func (c *cluster) seed() int { return c.nodes[0].view().port }

// completeViews says how many nodes see that many.
func (c *cluster) completeViews(size int) (complete int) {
	for _, n := range c.nodes {
		if n.view().size() == size {
			complete++
		}
	}
	return complete
}

func (c *cluster) complete(size int) bool { return c.completeViews(size) == len(c.nodes) }

// joined says whether everybody came to know everybody at the start.
func (c *cluster) joined() bool { return c.joinSeconds != never }

// failures counts live members that were declared dead, once for each who did.
func (c *cluster) failures() (sum int) {
	for _, n := range c.nodes {
		sum += len(n.view().failed())
	}
	return sum
}

// wrongfulFailures leaves out one report by each of the one that really is dead.
func (c *cluster) wrongfulFailures(dead int) int {
	rightful := 0
	for _, n := range c.nodes {
		if slices.Contains(n.view().failed(), dead) {
			rightful++
		}
	}
	return c.failures() - rightful
}

func (c *cluster) seconds(start time.Time, what func(*view) time.Time) (seconds []float64) {
	for _, n := range c.nodes {
		v := n.view()
		v.mu.Lock()
		at := what(v)
		v.mu.Unlock()
		if at.After(start) {
			seconds = append(seconds, at.Sub(start).Seconds())
		}
	}
	return seconds
}

func (c *cluster) all(start time.Time, what func(*view) time.Time) bool {
	return len(c.seconds(start, what)) == len(c.nodes)
}

func (c *cluster) first(start time.Time, what func(*view) time.Time) float64 {
	first := never
	for _, seconds := range c.seconds(start, what) {
		if first == never || seconds < first {
			first = seconds
		}
	}
	return first
}

func (c *cluster) last(start time.Time, what func(*view) time.Time) float64 {
	last := never
	for _, seconds := range c.seconds(start, what) {
		last = max(last, seconds)
	}
	return last
}

func (c *cluster) stop() {
	var stopping sync.WaitGroup
	for _, n := range c.nodes {
		stopping.Go(n.stop)
	}
	stopping.Wait()
}
