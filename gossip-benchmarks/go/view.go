package main

import (
	"slices"
	"strings"
	"sync"
	"time"
)

// view is what one node has been told, and when. Members are known by their port.
type view struct {
	mu       sync.Mutex
	port     int
	alive    map[int]bool
	upAt     map[int]time.Time
	goneAt   map[int]time.Time
	failures []int // who was declared dead, once for each time
	expected string
	seenAt   map[string]time.Time
	lastSeen time.Time
}

func newView(port int) *view {
	return &view{port: port, alive: map[int]bool{port: true}, upAt: map[int]time.Time{},
		goneAt: map[int]time.Time{}, seenAt: map[string]time.Time{}}
}

func (v *view) up(port int) {
	v.mu.Lock()
	defer v.mu.Unlock()
	if !v.alive[port] {
		v.alive[port] = true
		v.upAt[port] = time.Now()
	}
}

func (v *view) down(port int, failed bool) {
	v.mu.Lock()
	defer v.mu.Unlock()
	if port != v.port && v.alive[port] {
		delete(v.alive, port)
		v.goneAt[port] = time.Now()
		if failed {
			v.failures = append(v.failures, port)
		}
	}
}

// saw says whether the news is expected and has not been seen yet; then gossip passes it on.
func (v *view) saw(value string) bool {
	v.mu.Lock()
	defer v.mu.Unlock()
	if _, ok := v.seenAt[value]; ok || !strings.HasPrefix(value, v.expected) {
		return false
	}
	v.lastSeen = time.Now()
	v.seenAt[value] = v.lastSeen
	return true
}

// expect forgets all news; from now on only what begins like this is taken note of, so late copies of other news are not.
func (v *view) expect(beginning string) {
	v.mu.Lock()
	defer v.mu.Unlock()
	v.expected = beginning
	v.seenAt = map[string]time.Time{}
	v.lastSeen = time.Time{}
}

// news says how much has come since expect, and when the last of it did.
func (v *view) news() (int, time.Time) {
	v.mu.Lock()
	defer v.mu.Unlock()
	return len(v.seenAt), v.lastSeen
}

func (v *view) size() int {
	v.mu.Lock()
	defer v.mu.Unlock()
	return len(v.alive)
}

func (v *view) failed() []int {
	v.mu.Lock()
	defer v.mu.Unlock()
	return slices.Clone(v.failures)
}

// Each of these picks a moment out of a view; the zero time stands for "not yet".

func up(port int) func(*view) time.Time {
	return func(v *view) time.Time { return v.upAt[port] }
}

func gone(port int) func(*view) time.Time {
	return func(v *view) time.Time { return v.goneAt[port] }
}

func seen(value string) func(*view) time.Time {
	return func(v *view) time.Time { return v.seenAt[value] }
}

func lastUp(v *view) (last time.Time) {
	for _, at := range v.upAt {
		if at.After(last) {
			last = at
		}
	}
	return last
}
