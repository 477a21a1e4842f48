package main

import (
	"encoding/base64"
	"flag"
	"fmt"
	"log"
	"net"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/hashicorp/memberlist"
)

// memberlistPeer is a bare memberlist node with an application that keeps a meta string and passes on what it hears.
type memberlistPeer struct {
	list       *memberlist.Memberlist
	counters   *counters
	broadcasts *memberlist.TransmitLimitedQueue
	out        *printer
	mu         sync.Mutex
	meta       string
	state      string
}

func startMemberlist(args []string, out *printer) (peer, error) {
	flags := flag.NewFlagSet("memberlist", flag.ContinueOnError)
	name := flags.String("name", "go", "node name")
	bind := flags.String("bind", "127.0.0.1:0", "address to bind and announce")
	profile := flags.String("profile", "lan", "lan, wan or local")
	key := flags.String("key", "", "encryption key, 16, 24 or 32 bytes in base64")
	label := flags.String("label", "", "cluster label")
	labelTakenOff := flags.Bool("label-taken-off", false,
		"put a proxy in front that takes the label off what comes in, and skip the inbound check")
	meta := flags.String("meta", "", "node meta")
	state := flags.String("state", "", "application state added to a push/pull")
	version := flags.Int("protocol", 2, "protocol version to speak; 1 encrypts in form 0")
	compression := flags.Bool("compression", true, "compress messages")
	verifyIncoming := flags.Bool("verify-incoming", true, "refuse plain input when a key is set")
	verifyOutgoing := flags.Bool("verify-outgoing", true, "encrypt output when a key is set")
	probeInterval := flags.Duration("probe-interval", 0, "if set, replaces the profile's")
	probeTimeout := flags.Duration("probe-timeout", 0, "if set, replaces the profile's")
	if err := flags.Parse(args); err != nil {
		return nil, err
	}
	counting, err := startCounting()
	if err != nil {
		return nil, err
	}
	p := &memberlistPeer{out: out, counters: counting, meta: *meta, state: *state}
	config := memberlist.DefaultLANConfig()
	switch *profile {
	case "wan":
		config = memberlist.DefaultWANConfig()
	case "local":
		config = memberlist.DefaultLocalConfig()
	}
	host, port, err := splitHostPort(*bind)
	if err != nil {
		return nil, err
	}
	config.Name = *name
	config.BindAddr, config.BindPort = host, port
	config.AdvertisePort = port
	config.Label = *label
	config.ProtocolVersion = uint8(*version)
	config.EnableCompression = *compression
	config.GossipVerifyIncoming = *verifyIncoming
	config.GossipVerifyOutgoing = *verifyOutgoing
	config.SecretKey, err = base64.StdEncoding.DecodeString(*key)
	if err != nil {
		return nil, err
	}
	if *probeInterval != 0 {
		config.ProbeInterval = *probeInterval
	}
	if *probeTimeout != 0 {
		config.ProbeTimeout = *probeTimeout
	}
	config.Logger = log.New(logLines{out}, "", 0)
	if *labelTakenOff {
		sockets, err := memberlist.NewNetTransport(&memberlist.NetTransportConfig{
			BindAddrs: []string{host}, BindPort: port, Logger: config.Logger})
		if err != nil {
			return nil, err
		}
		config.SkipInboundLabelCheck = true
		config.Transport = newLabelProxy(sockets)
	}
	config.Delegate, config.Events, config.Conflict, config.Ping = p, p, p, p
	p.broadcasts = &memberlist.TransmitLimitedQueue{
		NumNodes: func() int {
			if p.list == nil {
				return 1
			}
			return p.list.NumMembers()
		},
		RetransmitMult: config.RetransmitMult,
	}
	list, err := memberlist.Create(config)
	if err != nil {
		return nil, err
	}
	p.list = list
	out.print("bound", map[string]any{"port": list.LocalNode().Port})
	return p, nil
}

func splitHostPort(address string) (string, int, error) {
	host, text, err := net.SplitHostPort(address)
	if err != nil {
		return "", 0, err
	}
	port, err := strconv.Atoi(text)
	return host, port, err
}

func (p *memberlistPeer) do(command string, args []string) (any, error) {
	rest := strings.Join(args, " ")
	switch command {
	case "join":
		return p.list.Join(args)
	case "members":
		return p.members(), nil
	case "meta":
		p.mu.Lock()
		p.meta = rest
		p.mu.Unlock()
		return nil, p.list.UpdateNode(5 * time.Second)
	case "leave":
		return nil, p.list.Leave(5 * time.Second)
	case "shutdown":
		return nil, p.list.Shutdown()
	case "broadcast":
		p.broadcasts.QueueBroadcast(plainBroadcast(rest))
		return nil, nil
	case "health":
		return p.list.GetHealthScore(), nil
	case "count":
		return p.counters.of(rest), nil
	case "send", "send-reliable", "ping":
		if len(args) == 0 {
			return nil, fmt.Errorf("which node?")
		}
		node := p.find(args[0])
		if node == nil {
			return nil, fmt.Errorf("no member %q", args[0])
		}
		payload := []byte(strings.Join(args[1:], " "))
		switch command {
		case "send":
			return nil, p.list.SendBestEffort(node, payload)
		case "send-reliable":
			return nil, p.list.SendReliable(node, payload)
		}
		rtt, err := p.list.Ping(node.Name, &net.UDPAddr{IP: node.Addr, Port: int(node.Port)})
		return rtt.Nanoseconds(), err
	}
	return nil, fmt.Errorf("unknown command %q", command)
}

func (p *memberlistPeer) stop() { _ = p.list.Shutdown() }

func (p *memberlistPeer) find(name string) *memberlist.Node {
	for _, node := range p.list.Members() {
		if node.Name == name {
			return node
		}
	}
	return nil
}

func (p *memberlistPeer) members() []map[string]any {
	members := []map[string]any{}
	for _, node := range p.list.Members() {
		members = append(members, describe(node))
	}
	return members
}

func describe(node *memberlist.Node) map[string]any {
	return map[string]any{"node": node.Name, "address": node.Address(), "meta": string(node.Meta)}
}

func (p *memberlistPeer) NotifyJoin(node *memberlist.Node)   { p.out.print("join", describe(node)) }
func (p *memberlistPeer) NotifyLeave(node *memberlist.Node)  { p.out.print("leave", describe(node)) }
func (p *memberlistPeer) NotifyUpdate(node *memberlist.Node) { p.out.print("update", describe(node)) }

func (p *memberlistPeer) NotifyConflict(existing, other *memberlist.Node) {
	p.out.print("conflict", map[string]any{"node": existing.Name, "address": existing.Address(), "other": other.Address()})
}

func (p *memberlistPeer) NodeMeta(limit int) []byte {
	p.mu.Lock()
	defer p.mu.Unlock()
	return []byte(p.meta)
}

func (p *memberlistPeer) NotifyMsg(message []byte) {
	p.out.print("message", map[string]any{"length": len(message), "payload": string(message)})
}

func (p *memberlistPeer) GetBroadcasts(overhead, limit int) [][]byte {
	return p.broadcasts.GetBroadcasts(overhead, limit)
}

func (p *memberlistPeer) LocalState(join bool) []byte { return []byte(p.state) }

func (p *memberlistPeer) MergeRemoteState(state []byte, join bool) {
	p.out.print("state", map[string]any{"state": string(state), "join": join})
}

func (p *memberlistPeer) AckPayload() []byte { return []byte("payload of a Go ack") }

func (p *memberlistPeer) NotifyPingComplete(other *memberlist.Node, rtt time.Duration, payload []byte) {
	p.out.print("ping", map[string]any{"node": other.Name, "rtt": rtt.Nanoseconds(), "payload": string(payload)})
}

// plainBroadcast is a user message that invalidates nothing.
type plainBroadcast string

func (b plainBroadcast) Invalidates(memberlist.Broadcast) bool { return false }
func (b plainBroadcast) Message() []byte                       { return []byte(b) }
func (b plainBroadcast) Finished()                             {}
func (b plainBroadcast) UniqueBroadcast()                      {}
