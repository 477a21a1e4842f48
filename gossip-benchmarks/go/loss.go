package main

import (
	"bufio"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"time"
)

const (
	lossMeasured = 180 * time.Second
	recoverLimit = 120 * time.Second
	lossTable    = "table inet loss"
)

// lost says what a scenario loses a fifth of; nothing is the control.
var lost = map[string]string{
	"loss-none": "",
	"loss-udp":  "meta l4proto udp",
	"loss-all":  "meta l4proto { tcp, udp }",
}

func loss(name string, nodes, tries int) {
	for attempt := range tries {
		c := startCluster(nodes)
		record(name, nodes, attempt, "join_s", c.joinSeconds)
		if c.joined() {
			time.Sleep(10 * time.Second)
			lose(name, c, attempt)
		} else {
			record(name, nodes, attempt, notJoined, 1)
		}
		c.stop()
	}
}

func lose(name string, c *cluster, attempt int) {
	nodes := len(c.nodes)
	before := make([]int, nodes)
	for i, n := range c.nodes {
		before[i] = len(n.view().failed())
	}
	cpu, packets, start := cpuSeconds(), loopbackPackets(), time.Now()
	if !hasOnlyLoopback() {
		must(fmt.Errorf("this network is not ours alone: run it by in-netns"))
	}
	if lost[name] != "" {
		nft(lossTable + " { chain in { type filter hook input priority 0; " + lost[name] +
			" numgen random mod 100 < 20 drop; }; }")
	}
	time.Sleep(lossMeasured)
	if lost[name] != "" {
		nft("delete " + lossTable)
	}
	nodeSeconds := float64(nodes) * time.Since(start).Seconds()
	record(name, nodes, attempt, "cpu_s_per_node_min", (cpuSeconds()-cpu)/nodeSeconds*60)
	record(name, nodes, attempt, "packets_per_node_s", (loopbackPackets()-packets)/nodeSeconds)
	reports, reportsBefore, declaredDead := 0, 0, map[int]bool{}
	for i, n := range c.nodes {
		meanwhile := n.view().failed()[before[i]:]
		reports += len(meanwhile)
		reportsBefore += before[i]
		for _, port := range meanwhile {
			declaredDead[port] = true
		}
	}
	// If the cluster split when it joined, it says nothing about loss.
	record(name, nodes, attempt, "wrongful_failures_before", float64(reportsBefore))
	record(name, nodes, attempt, "wrongful_failures", float64(reports))
	record(name, nodes, attempt, "declared_dead", float64(len(declaredDead)))
	end, whole := time.Now(), never
	if await(recoverLimit, func() bool { return c.complete(nodes) }) {
		whole = time.Since(end).Seconds()
	}
	record(name, nodes, attempt, "recover_s", whole)
}

// hasOnlyLoopback says whether no packets of others pass the network that this process is in.
func hasOnlyLoopback() bool {
	file, err := os.Open("/proc/self/net/dev")
	must(err)
	defer file.Close()
	for lines := bufio.NewScanner(file); lines.Scan(); {
		if name, _, ok := strings.Cut(strings.TrimSpace(lines.Text()), ":"); ok && name != "lo" {
			return false
		}
	}
	return true
}

func nft(rules string) {
	command := exec.Command("nft", "-f", "-")
	command.Stdin = strings.NewReader(rules + "\n")
	command.Stderr = os.Stderr
	must(command.Run())
}
