package main

import (
	"fmt"
	"os"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"time"
)

// notJoined is the metric of a try that could not begin, since not every node came to know all.
const notJoined = "not_joined"

var printing sync.Mutex

// record prints a measurement: peer, version, scenario, number of nodes, attempt, metric, value, load average.
func record(scenario string, nodes, attempt int, metric string, value float64) {
	load, err := os.ReadFile("/proc/loadavg")
	must(err)
	printing.Lock()
	defer printing.Unlock()
	fmt.Printf("%s\t%s\t%s\t%d\t%d\t%s\t%v\t%s\n",
		peer, version(), scenario, nodes, attempt, metric, value, strings.Fields(string(load))[0])
}

func cpuSeconds() float64 {
	var usage syscall.Rusage
	must(syscall.Getrusage(syscall.RUSAGE_SELF, &usage))
	return time.Duration(usage.Utime.Nano() + usage.Stime.Nano()).Seconds()
}

// liveHeap is in KiB.
func liveHeap() float64 {
	runtime.GC()
	runtime.GC()
	var memory runtime.MemStats
	runtime.ReadMemStats(&memory)
	return float64(memory.HeapAlloc) / 1024
}

// number reads a column behind a label of a file below /proc/self.
func number(file, label string, column int) float64 {
	text, err := os.ReadFile("/proc/self/" + file)
	must(err)
	for line := range strings.Lines(string(text)) {
		if rest, ok := strings.CutPrefix(strings.TrimSpace(line), label); ok {
			value, err := strconv.ParseFloat(strings.Fields(rest)[column], 64)
			must(err)
			return value
		}
	}
	must(fmt.Errorf("no %s in %s", label, file))
	return 0
}

func residentSet() float64     { return number("status", "VmRSS:", 0) }
func threads() float64         { return number("status", "Threads:", 0) }
func loopbackPackets() float64 { return number("net/dev", "lo:", 9) }
func loopbackBytes() float64   { return number("net/dev", "lo:", 8) }
