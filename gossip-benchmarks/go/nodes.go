package main

import (
	"fmt"
	"io"
	"os"
	"runtime/debug"
	"strconv"
	"sync/atomic"
	"time"

	"github.com/hashicorp/memberlist"
	"github.com/hashicorp/serf/serf"
)

const host = "127.0.0.1"

// modules says where each peer comes from.
var modules = map[string]string{
	"serf":       "github.com/hashicorp/serf",
	"memberlist": "github.com/hashicorp/memberlist",
}

// version of the library that is measured, as linked.
func version() string {
	if info, ok := debug.ReadBuildInfo(); ok {
		for _, dependency := range info.Deps {
			if dependency.Path == modules[peer] {
				return dependency.Version
			}
		}
	}
	return "unknown"
}

// node is one running node.
type node interface {
	view() *view
	join(seed int) error
	update(value string) error      // must reach view.saw of every other node
	broadcast(message string) error // the same
	leave() error
	stop()
}

func create(port int) (node, error) {
	if peer == "serf" {
		return newSerf(port)
	}
	return newMemberlist(port)
}

// startJoined tries a few times; if that is in vain, the others will miss the node.
func startJoined(port, seed int) node {
	n, err := create(port)
	must(err)
	for range 6 {
		if err = n.join(seed); err == nil {
			return n
		}
	}
	fmt.Fprintln(os.Stderr, "did not join:", err)
	return n
}

func portOf(name string) int {
	port, _ := strconv.Atoi(name[1:])
	return port
}

type serfNode struct {
	v *view
	s *serf.Serf
}

func newSerf(port int) (node, error) {
	c := serf.DefaultConfig()
	c.NodeName = fmt.Sprintf("p%d", port)
	c.LogOutput, c.MemberlistConfig.LogOutput = io.Discard, io.Discard
	c.MemberlistConfig.BindAddr, c.MemberlistConfig.AdvertiseAddr = host, host
	c.MemberlistConfig.BindPort, c.MemberlistConfig.AdvertisePort = port, port
	events := make(chan serf.Event, 16384)
	c.EventCh = events
	v := newView(port)
	s, err := serf.Create(c)
	if err != nil {
		return nil, err
	}
	go func() {
		for {
			select {
			case <-s.ShutdownCh():
				return
			case e := <-events:
				switch e := e.(type) {
				case serf.MemberEvent:
					report(e, v)
				case serf.UserEvent:
					v.saw(string(e.Payload))
				}
			}
		}
	}()
	return &serfNode{v, s}, nil
}

func report(change serf.MemberEvent, v *view) {
	for _, m := range change.Members {
		switch change.Type {
		case serf.EventMemberJoin:
			v.up(portOf(m.Name))
		case serf.EventMemberFailed:
			v.down(portOf(m.Name), true)
		case serf.EventMemberLeave, serf.EventMemberReap:
			v.down(portOf(m.Name), false)
		case serf.EventMemberUpdate:
			v.saw(m.Tags["v"])
		}
	}
}

func (n *serfNode) view() *view { return n.v }

func (n *serfNode) join(seed int) error {
	_, err := n.s.Join([]string{fmt.Sprintf("%s:%d", host, seed)}, true)
	return err
}

func (n *serfNode) update(value string) error {
	return n.s.SetTags(map[string]string{"v": value})
}

func (n *serfNode) broadcast(message string) error {
	return n.s.UserEvent("message", []byte(message), false)
}

func (n *serfNode) leave() error {
	err := n.s.Leave()
	n.stop()
	return err
}

func (n *serfNode) stop() { must(n.s.Shutdown()) }

type memberlistNode struct {
	v        *view
	m        *memberlist.Memberlist
	messages memberlist.TransmitLimitedQueue
	meta     atomic.Value
}

type message []byte

func (m message) Invalidates(memberlist.Broadcast) bool { return false }
func (m message) Message() []byte                       { return m }
func (m message) Finished()                             {}
func (m message) UniqueBroadcast()                      {}

func newMemberlist(port int) (node, error) {
	n := &memberlistNode{v: newView(port)}
	n.meta.Store("")
	c := memberlist.DefaultLANConfig()
	c.Name = fmt.Sprintf("p%d", port)
	c.LogOutput = io.Discard
	c.BindAddr, c.AdvertiseAddr, c.BindPort, c.AdvertisePort = host, host, port, port
	c.Delegate, c.Events = n, n
	n.messages.RetransmitMult = c.RetransmitMult
	n.messages.NumNodes = n.v.size
	m, err := memberlist.Create(c)
	n.m = m
	return n, err
}

// NotifyMsg passes on what is new, as serf does with user events.
func (n *memberlistNode) NotifyMsg(received []byte) {
	if text := string(received); n.v.saw(text) {
		n.messages.QueueBroadcast(message(text))
	}
}

func (n *memberlistNode) GetBroadcasts(overhead, limit int) [][]byte {
	return n.messages.GetBroadcasts(overhead, limit)
}

func (n *memberlistNode) NodeMeta(int) []byte             { return []byte(n.meta.Load().(string)) }
func (n *memberlistNode) LocalState(bool) []byte          { return nil }
func (n *memberlistNode) MergeRemoteState([]byte, bool)   {}
func (n *memberlistNode) NotifyJoin(o *memberlist.Node)   { n.v.up(int(o.Port)) }
func (n *memberlistNode) NotifyUpdate(o *memberlist.Node) { n.v.saw(string(o.Meta)) }
func (n *memberlistNode) NotifyLeave(o *memberlist.Node) {
	n.v.down(int(o.Port), o.State == memberlist.StateDead)
}

func (n *memberlistNode) view() *view { return n.v }

func (n *memberlistNode) join(seed int) error {
	_, err := n.m.Join([]string{fmt.Sprintf("%s:%d", host, seed)})
	return err
}

func (n *memberlistNode) update(value string) error {
	n.meta.Store(value)
	return n.m.UpdateNode(10 * time.Second)
}

func (n *memberlistNode) broadcast(text string) error {
	n.messages.QueueBroadcast(message(text))
	return nil
}

func (n *memberlistNode) leave() error {
	err := n.m.Leave(5 * time.Second)
	n.stop()
	return err
}

func (n *memberlistNode) stop() { must(n.m.Shutdown()) }
