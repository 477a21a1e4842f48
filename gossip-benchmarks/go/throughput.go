package main

import (
	"fmt"
	"strings"
	"time"
)

const (
	throughputName = "throughput"
	secondsARate   = 5
	burst          = 10_000

	// Two rates that lost something, or one that takes so long to arrive, are far past what is sustained.
	losses       = 2
	longestDrain = 30 * time.Second

	// What counts as keeping up.
	shortDrain = time.Second

	// When nothing more is expected: longer than the full exchanges of gossip are apart.
	stall      = 35 * time.Second
	drainLimit = 240 * time.Second
)

var rates = []int{10, 20, 30, 50, 75, 100, 150, 200, 300, 500, 1_000, 2_000, 5_000, 10_000, 20_000, 50_000}

// outcome is what became of the messages of one rate.
type outcome struct {
	delivered float64       // the share of them that came, at the node that got least
	drain     time.Duration // from the last one sent to the last one that came
	cpu       float64
}

func throughput(nodes, tries int) {
	for attempt := range tries {
		c := startCluster(nodes)
		if !c.joined() {
			record(throughputName, nodes, attempt, notJoined, 1)
			c.stop()
			continue
		}
		time.Sleep(10 * time.Second)
		growingRates(c, attempt)
		time.Sleep(30 * time.Second)
		o := send(c, "burst", burst, 0)
		record(throughputName, nodes, attempt, "burst_delivered_percent", o.delivered*100)
		record(throughputName, nodes, attempt, "burst_drain_s", o.drain.Seconds())
		record(throughputName, nodes, attempt, "burst_cpu_s", o.cpu)
		c.stop()
	}
}

func growingRates(c *cluster, attempt int) {
	nodes := len(c.nodes)
	var sustained, complete, lost int
	for _, rate := range rates {
		o := send(c, fmt.Sprintf("rate %d", rate), rate*secondsARate, rate)
		record(throughputName, nodes, attempt, fmt.Sprintf("delivered_percent_at_%d", rate), o.delivered*100)
		record(throughputName, nodes, attempt, fmt.Sprintf("drain_s_at_%d", rate), o.drain.Seconds())
		record(throughputName, nodes, attempt, fmt.Sprintf("cpu_s_at_%d", rate), o.cpu)
		if o.delivered == 1 {
			complete = rate
			if o.drain <= shortDrain {
				sustained = rate
			}
		} else {
			lost++
		}
		if lost == losses || o.drain > longestDrain {
			break
		}
		time.Sleep(5 * time.Second)
	}
	record(throughputName, nodes, attempt, "sustained_per_s", float64(sustained))
	record(throughputName, nodes, attempt, "complete_per_s", float64(complete))
}

// send sends from the first node to all others; rate 0 stands for as fast as possible.
func send(c *cluster, round string, total, rate int) outcome {
	for _, n := range c.nodes {
		n.view().expect(round + ":")
	}
	padding, sender := strings.Repeat("x", 80), c.nodes[0]
	cpu, start := cpuSeconds(), time.Now()
	for i := range total {
		for rate > 0 && time.Since(start).Seconds() < float64(i)/float64(rate) {
			time.Sleep(time.Millisecond)
		}
		message := fmt.Sprintf("%s:%06d:%s", round, i, padding)
		sender.view().saw(message)
		must(sender.broadcast(message))
	}
	sent := time.Now()
	least, last := 0, sent
	for least < total && time.Since(last) < stall && time.Since(sent) < drainLimit {
		time.Sleep(10 * time.Millisecond)
		least = total
		for _, n := range c.nodes[1:] {
			seen, at := n.view().news()
			least = min(least, seen)
			if at.After(last) {
				last = at
			}
		}
	}
	return outcome{float64(least) / float64(total), last.Sub(sent), cpuSeconds() - cpu}
}
