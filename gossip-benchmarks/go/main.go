// Command peers-go is the twin of io.gossip.benchmarks.peers.Harness for Go's serf and memberlist: N nodes in one process on
// 127.0.0.1 with the settings the library comes with for a LAN. It prints one measurement a line, fields separated by tabs.
//
//	peers-go PEER startup 1 ATTEMPT   one cold node
//	peers-go PEER join N TRIES        N nodes at once
//	peers-go PEER idle N TRIES        N nodes that do nothing, measured for two minutes after two of warm-up
//	peers-go PEER crowd N TRIES       the same, shorter
//	peers-go PEER update N TRIES      one of N changes its tags
//	peers-go PEER message N TRIES     one of N sends a message to all
//	peers-go PEER throughput N TRIES  one of N sends messages to all at growing rates
//	peers-go PEER loss-none N TRIES   N nodes for three minutes that lose nothing
//	peers-go PEER loss-udp N TRIES    the same, a fifth of UDP is lost
//	peers-go PEER loss-all N TRIES    the same, a fifth of UDP and TCP is lost
//	peers-go PEER kill N TRIES        SIGKILL to one of N
//	peers-go PEER hang N TRIES        SIGSTOP to one of N
//	peers-go PEER leave N TRIES       one more joins and leaves
//	peers-go PEER node PORT SEED      the victim of kill and hang
//
// PEER is serf or memberlist.
package main

import (
	"fmt"
	"os"
	"strconv"
	"syscall"
	"time"
)

var (
	peer    string
	started = time.Now()
)

func must(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, "fatal:", err)
		os.Exit(1)
	}
}

func main() {
	if len(os.Args) != 5 || modules[os.Args[1]] == "" {
		fmt.Fprintln(os.Stderr, "usage: see the head of main.go")
		os.Exit(2)
	}
	peer = os.Args[1]
	first, err := strconv.Atoi(os.Args[3])
	must(err)
	second, err := strconv.Atoi(os.Args[4])
	must(err)
	switch os.Args[2] {
	case "startup":
		startup(second)
	case "join":
		join(first, second)
	case "idle":
		idle("idle", first, second, 120*time.Second, 120*time.Second)
	case "crowd":
		idle("crowd", first, second, 30*time.Second, 30*time.Second)
	case "update":
		news("update", first, second, node.update)
	case "message":
		news("message", first, second, node.broadcast)
	case "throughput":
		throughput(first, second)
	case "loss-none", "loss-udp", "loss-all":
		loss(os.Args[2], first, second)
	case "kill":
		crash("kill", first, second, syscall.SIGKILL)
	case "hang":
		crash("hang", first, second, syscall.SIGSTOP)
	case "leave":
		leave(first, second)
	case "node":
		startJoined(first, second)
		time.Sleep(10 * time.Minute) // bounded, in case the parent dies
	default:
		must(fmt.Errorf("no such scenario: %s", os.Args[2]))
	}
}
