package main

import (
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
	seenAt   map[string]time.Time
	failures int
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
			v.failures++
		}
	}
}

func (v *view) saw(value string) {
	v.mu.Lock()
	defer v.mu.Unlock()
	if _, ok := v.seenAt[value]; !ok {
		v.seenAt[value] = time.Now()
	}
}

func (v *view) size() int {
	v.mu.Lock()
	defer v.mu.Unlock()
	return len(v.alive)
}

func (v *view) failed() int {
	v.mu.Lock()
	defer v.mu.Unlock()
	return v.failures
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
