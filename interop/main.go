// Command interop is a real Go peer for the tests of the Java engine: an unmodified hashicorp/memberlist or hashicorp/serf node
// that does what it is told on standard input, one command a line, and tells what it sees on standard output, one JSON object a
// line. It ends when its input does, so it never outlives the test that started it.
//
//	interop memberlist -name go1 -bind 127.0.0.1:17946 -key MDEyMzQ1Njc4OWFiY2RlZg== -label blue
//	interop serf -name go1 -bind 127.0.0.1:17946 -tag role=web
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"runtime/debug"
	"strings"
	"sync"
)

// peer is what both kinds of node have in common.
type peer interface {
	// do carries out one command; what it returns is printed as the reply.
	do(command string, args []string) (any, error)
	stop()
}

// printer writes one JSON object a line, whoever calls it.
type printer struct {
	mu  sync.Mutex
	out *json.Encoder
}

func (p *printer) print(event string, fields map[string]any) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if fields == nil {
		fields = map[string]any{}
	}
	fields["event"] = event
	_ = p.out.Encode(fields)
}

// logLines hands on what the library logs, so that a test can demand that it holds no warning.
type logLines struct{ to *printer }

func (l logLines) Write(line []byte) (int, error) {
	l.to.print("log", map[string]any{"line": strings.TrimSpace(string(line))})
	return len(line), nil
}

// libraries are the versions of what the program is made of.
func libraries() map[string]string {
	versions := map[string]string{}
	if build, ok := debug.ReadBuildInfo(); ok {
		for _, library := range build.Deps {
			versions[library.Path] = library.Version
		}
	}
	return versions
}

func main() {
	out := &printer{out: json.NewEncoder(os.Stdout)}
	if len(os.Args) < 2 {
		fmt.Fprintln(os.Stderr, "usage: interop memberlist|serf [flags]")
		os.Exit(2)
	}
	var node peer
	var err error
	switch os.Args[1] {
	case "memberlist":
		node, err = startMemberlist(os.Args[2:], out)
	case "serf":
		node, err = startSerf(os.Args[2:], out)
	default:
		err = fmt.Errorf("unknown kind of node %q", os.Args[1])
	}
	if err != nil {
		out.print("failed", map[string]any{"error": err.Error()})
		os.Exit(1)
	}
	out.print("ready", map[string]any{"libraries": libraries()})
	commands := bufio.NewScanner(os.Stdin)
	commands.Buffer(make([]byte, 0, 64*1024), 32*1024*1024)
	for commands.Scan() {
		words := strings.Fields(commands.Text())
		if len(words) == 0 {
			continue
		}
		result, err := node.do(words[0], words[1:])
		reply := map[string]any{"command": words[0], "result": result}
		if err != nil {
			reply["error"] = err.Error()
		}
		out.print("reply", reply)
	}
	node.stop()
}
