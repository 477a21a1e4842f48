package main

import (
	"encoding/base64"
	"flag"
	"fmt"
	"strings"
	"time"

	"github.com/hashicorp/memberlist"
	"github.com/hashicorp/serf/serf"
)

// serfPeer is a serf node that passes on every event, and answers every query with the query's own payload.
type serfPeer struct {
	serf *serf.Serf
	out  *printer
}

type tagFlags map[string]string

func (t tagFlags) String() string { return fmt.Sprint(map[string]string(t)) }

func (t tagFlags) Set(text string) error {
	key, value, found := strings.Cut(text, "=")
	if !found {
		return fmt.Errorf("a tag is key=value, not %q", text)
	}
	t[key] = value
	return nil
}

func startSerf(args []string, out *printer) (peer, error) {
	flags := flag.NewFlagSet("serf", flag.ContinueOnError)
	name := flags.String("name", "go", "node name")
	bind := flags.String("bind", "127.0.0.1:0", "address to bind and announce")
	key := flags.String("key", "", "encryption key, 16, 24 or 32 bytes in base64")
	snapshot := flags.String("snapshot", "", "snapshot file")
	tags := tagFlags{}
	flags.Var(tags, "tag", "key=value, may be repeated")
	if err := flags.Parse(args); err != nil {
		return nil, err
	}
	host, port, err := splitHostPort(*bind)
	if err != nil {
		return nil, err
	}
	members := memberlist.DefaultLANConfig()
	members.BindAddr, members.BindPort, members.AdvertisePort = host, port, port
	members.LogOutput = logLines{out}
	members.SecretKey, err = base64.StdEncoding.DecodeString(*key)
	if err != nil {
		return nil, err
	}
	events := make(chan serf.Event, 1024)
	config := serf.DefaultConfig()
	config.Init()
	config.NodeName = *name
	config.ProtocolVersion = serf.ProtocolVersionMax
	config.Tags = tags
	config.SnapshotPath = *snapshot
	config.MemberlistConfig = members
	config.LogOutput = logLines{out}
	config.EventCh = events
	node, err := serf.Create(config)
	if err != nil {
		return nil, err
	}
	p := &serfPeer{serf: node, out: out}
	go p.passOn(events)
	out.print("bound", map[string]any{"port": node.LocalMember().Port})
	return p, nil
}

func (p *serfPeer) passOn(events <-chan serf.Event) {
	for event := range events {
		switch e := event.(type) {
		case serf.MemberEvent:
			for _, member := range e.Members {
				p.out.print(e.Type.String(), describeMember(member))
			}
		case serf.UserEvent:
			p.out.print("user", map[string]any{"name": e.Name, "payload": string(e.Payload), "ltime": uint64(e.LTime)})
		case *serf.Query:
			p.out.print("query", map[string]any{"name": e.Name, "payload": string(e.Payload)})
			_ = e.Respond(e.Payload)
		}
	}
}

func describeMember(member serf.Member) map[string]any {
	return map[string]any{
		"node":    member.Name,
		"address": fmt.Sprintf("%s:%d", member.Addr, member.Port),
		"status":  member.Status.String(),
		"tags":    member.Tags,
	}
}

func (p *serfPeer) do(command string, args []string) (any, error) {
	switch command {
	case "join":
		return p.serf.Join(args, true)
	case "members":
		members := []map[string]any{}
		for _, member := range p.serf.Members() {
			members = append(members, describeMember(member))
		}
		return members, nil
	case "tags":
		tags := tagFlags{}
		for _, arg := range args {
			if err := tags.Set(arg); err != nil {
				return nil, err
			}
		}
		return nil, p.serf.SetTags(tags)
	case "user":
		return nil, p.serf.UserEvent(args[0], []byte(strings.Join(args[1:], " ")), false)
	case "query":
		return p.query(args[0], strings.Join(args[1:], " "))
	case "force-leave":
		return nil, p.serf.RemoveFailedNode(args[0])
	case "leave":
		return nil, p.serf.Leave()
	case "shutdown":
		return nil, p.serf.Shutdown()
	case "stats":
		return p.serf.Stats(), nil
	}
	return nil, fmt.Errorf("unknown command %q", command)
}

func (p *serfPeer) query(name, payload string) (any, error) {
	response, err := p.serf.Query(name, []byte(payload), &serf.QueryParam{RequestAck: true, Timeout: 2 * time.Second})
	if err != nil {
		return nil, err
	}
	acks, answers := []string{}, map[string]string{}
	ackCh, answerCh := response.AckCh(), response.ResponseCh()
	for ackCh != nil || answerCh != nil {
		select {
		case from, open := <-ackCh:
			if !open {
				ackCh = nil
			} else if from != "" {
				acks = append(acks, from)
			}
		case answer, open := <-answerCh:
			if !open {
				answerCh = nil
			} else if answer.From != "" {
				answers[answer.From] = string(answer.Payload)
			}
		}
	}
	return map[string]any{"acks": acks, "answers": answers}, nil
}

func (p *serfPeer) stop() { _ = p.serf.Shutdown() }
