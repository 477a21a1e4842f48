package main

import (
	"net"

	"github.com/hashicorp/memberlist"
)

// labelProxy is a transport with something in front of it that takes the label off what comes in, as a proxy does that tells
// clusters apart by their labels. The node behind it must skip its own check.
type labelProxy struct {
	*memberlist.NetTransport
	packets chan *memberlist.Packet
	streams chan net.Conn
}

func newLabelProxy(behind *memberlist.NetTransport) *labelProxy {
	proxy := &labelProxy{behind, make(chan *memberlist.Packet), make(chan net.Conn)}
	go proxy.passOnPackets()
	go proxy.passOnStreams()
	return proxy
}

func (p *labelProxy) passOnPackets() {
	for packet := range p.NetTransport.PacketCh() {
		content, _, err := memberlist.RemoveLabelHeaderFromPacket(packet.Buf)
		if err == nil {
			packet.Buf = content
			p.packets <- packet
		}
	}
}

func (p *labelProxy) passOnStreams() {
	for stream := range p.NetTransport.StreamCh() {
		go func() {
			content, _, err := memberlist.RemoveLabelHeaderFromStream(stream)
			if err != nil {
				_ = stream.Close()
				return
			}
			p.streams <- content
		}()
	}
}

func (p *labelProxy) PacketCh() <-chan *memberlist.Packet { return p.packets }
func (p *labelProxy) StreamCh() <-chan net.Conn           { return p.streams }
