package main

import (
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"time"
)

const (
	limit          = 180 * time.Second
	nodesAtOnce    = 200
	clustersAtOnce = 8
)

func startup(attempt int) {
	start := time.Now()
	n, err := create(freePort())
	must(err)
	record("startup", 1, attempt, "call_ms", time.Since(start).Seconds()*1000)
	record("startup", 1, attempt, "process_ms", time.Since(started).Seconds()*1000)
	time.Sleep(3 * time.Second)
	record("startup", 1, attempt, "rss_mb", residentSet()/1024)
	record("startup", 1, attempt, "cpu_s", cpuSeconds())
	n.stop()
}

func join(nodes, tries int) {
	for attempt := range tries {
		c := startCluster(nodes)
		record("join", nodes, attempt, "all_s", c.joinSeconds)
		record("join", nodes, attempt, "wrongful_failures", float64(c.failures()))
		c.stop()
		time.Sleep(500 * time.Millisecond)
	}
}

func idle(name string, nodes, tries int, warmUp, measured time.Duration) {
	for attempt := range tries {
		heap, cpu := liveHeap(), cpuSeconds()
		c := startCluster(nodes)
		record(name, nodes, attempt, "join_s", c.joinSeconds)
		record(name, nodes, attempt, "join_cpu_s", cpuSeconds()-cpu)
		time.Sleep(warmUp)
		measure(name, nodes, attempt, measured)
		heap = (liveHeap() - heap) / float64(nodes)
		record(name, nodes, attempt, "heap_kb_per_node", heap)
		record(name, nodes, attempt, "heap_bytes_per_node_and_member", heap*1024/float64(nodes))
		record(name, nodes, attempt, "rss_kb_per_node", residentSet()/float64(nodes))
		record(name, nodes, attempt, "threads", threads())
		record(name, nodes, attempt, "wrongful_failures", float64(c.failures()))
		record(name, nodes, attempt, "complete_views", float64(c.completeViews(nodes)))
		c.stop()
	}
}

func measure(name string, nodes, attempt int, period time.Duration) {
	cpu, packets, bytes, start := cpuSeconds(), loopbackPackets(), loopbackBytes(), time.Now()
	time.Sleep(period)
	cpu, packets, bytes = cpuSeconds()-cpu, loopbackPackets()-packets, loopbackBytes()-bytes
	nodeSeconds := float64(nodes) * time.Since(start).Seconds()
	record(name, nodes, attempt, "cpu_s_per_node_min", cpu/nodeSeconds*60)
	record(name, nodes, attempt, "packets_per_node_s", packets/nodeSeconds)
	record(name, nodes, attempt, "bytes_per_node_s", bytes/nodeSeconds)
}

// news is about something a node says that all others are to see.
func news(name string, nodes, tries int, tell func(node, string) error) {
	c := startCluster(nodes)
	if !c.joined() {
		record(name, nodes, 0, notJoined, 1)
		return
	}
	time.Sleep(10 * time.Second)
	for attempt := range tries {
		time.Sleep(1500*time.Millisecond + rand.N(400*time.Millisecond)) // the last news is through
		value := fmt.Sprintf("%s-%03d-%s", name, attempt, strings.Repeat("x", 90))
		from := c.nodes[rand.IntN(nodes)]
		from.view().saw(value)
		packets, start := loopbackPackets(), time.Now()
		must(tell(from, value))
		last := never
		// Its own view was told before.
		if await(40*time.Second, func() bool { return len(c.seconds(start, seen(value))) == nodes-1 }) {
			last = c.last(start, seen(value))
		}
		record(name, nodes, attempt, "last_s", last)
		time.Sleep(1500*time.Millisecond - time.Since(start))
		record(name, nodes, attempt, "packets_per_node_s",
			(loopbackPackets()-packets)/float64(nodes)/time.Since(start).Seconds())
	}
	c.stop()
}

// crash gives each try a cluster of its own, in which nobody has left or failed before.
func crash(name string, nodes, tries int, signal syscall.Signal) {
	slots := make(chan struct{}, max(1, min(clustersAtOnce, nodesAtOnce/nodes)))
	var running sync.WaitGroup
	for attempt := range tries {
		slots <- struct{}{}
		running.Go(func() {
			crashOnce(name, nodes, attempt, signal)
			<-slots
		})
	}
	running.Wait()
}

func crashOnce(name string, nodes, attempt int, signal syscall.Signal) {
	survivors := startCluster(nodes - 1)
	defer survivors.stop()
	port := freePort()
	victim := startVictim(port, survivors.seed())
	defer func() {
		_ = victim.Process.Kill()
		_ = victim.Wait()
	}()
	if !survivors.joined() || !await(limit, func() bool { return survivors.complete(nodes) }) {
		record(name, nodes, attempt, notJoined, 1)
		return
	}
	time.Sleep(2*time.Second + rand.N(time.Second))
	start := time.Now()
	must(victim.Process.Signal(signal))
	last := never
	if await(limit, func() bool { return survivors.all(start, gone(port)) }) {
		last = survivors.last(start, gone(port))
	}
	record(name, nodes, attempt, "first_s", survivors.first(start, gone(port)))
	record(name, nodes, attempt, "all_s", last)
	record(name, nodes, attempt, "wrongful_failures", float64(survivors.wrongfulFailures(port)))
}

func startVictim(port, seed int) *exec.Cmd {
	self, err := os.Executable()
	must(err)
	c := exec.Command(self, peer, "node", strconv.Itoa(port), strconv.Itoa(seed))
	c.Stderr = os.Stderr
	must(c.Start())
	return c
}

func leave(nodes, tries int) {
	c := startCluster(nodes - 1)
	if !c.joined() {
		record("leave", nodes, 0, notJoined, 1)
		return
	}
	for attempt := range tries {
		time.Sleep(time.Second)
		start := time.Now()
		port := freePort()
		guest := startJoined(port, c.seed())
		record("join_one", nodes, attempt, "call_s", time.Since(start).Seconds())
		joined := never
		if await(limit, func() bool { return c.complete(nodes) && guest.view().size() == nodes }) {
			joined = c.last(start, up(port))
		}
		record("join_one", nodes, attempt, "all_s", joined)
		time.Sleep(time.Second)
		start = time.Now()
		must(guest.leave())
		record("leave", nodes, attempt, "call_s", time.Since(start).Seconds())
		left := never
		if await(limit, func() bool { return c.all(start, gone(port)) }) {
			left = c.last(start, gone(port))
		}
		record("leave", nodes, attempt, "all_s", left)
	}
	c.stop()
}
