package main

import (
	"strings"
	"sync"

	"github.com/hashicorp/go-metrics"
)

// counters adds up what the library counts, such as memberlist.msg.suspect, so that a test can demand that something never
// happened; all else that is measured is dropped.
type counters struct {
	metrics.BlackholeSink
	mu    sync.Mutex
	total map[string]float32
}

// startCounting makes the counters the process-wide sink, the only kind the library knows.
func startCounting() (*counters, error) {
	c := &counters{total: map[string]float32{}}
	config := &metrics.Config{FilterDefault: true}
	_, err := metrics.NewGlobal(config, c)
	return c, err
}

func (c *counters) IncrCounter(key []string, value float32) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.total[strings.Join(key, ".")] += value
}

func (c *counters) IncrCounterWithLabels(key []string, value float32, _ []metrics.Label) {
	c.IncrCounter(key, value)
}

func (c *counters) of(key string) float32 {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.total[key]
}
