package docx

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"strings"
)

// A node is an element of a part. Its name is without a prefix: the older and the strict form of the format differ in
// nothing else; only elements of other vocabularies that have the same names are told apart, by a prefix of ours.
type node struct {
	name  string
	attrs map[string]string
	kids  []*node
	chars string // text directly in it
}

const deepest = 512

var errDeep = errors.New("nested too deeply")

// foreign are vocabularies that have elements with names of Word's own.
var foreign = []struct{ in, prefix string }{{"/math", "m:"}, {"/drawingml/", "a:"}, {"/chart", "c:"}}

func parse(data []byte) (*node, error) {
	decoder := xml.NewDecoder(bytes.NewReader(data))
	decoder.Strict = true
	root := &node{}
	stack := []*node{root}
	for {
		token, err := decoder.Token()
		if err == io.EOF {
			break
		}
		if err != nil {
			return nil, err
		}
		top := stack[len(stack)-1]
		switch t := token.(type) {
		case xml.StartElement:
			if len(stack) > deepest {
				return nil, errDeep
			}
			n := &node{name: t.Name.Local}
			for _, f := range foreign {
				if strings.Contains(t.Name.Space, f.in) && !strings.Contains(t.Name.Space, "wordprocessing") {
					n.name = f.prefix + n.name
					break
				}
			}
			for _, a := range t.Attr {
				if n.attrs == nil {
					n.attrs = map[string]string{}
				}
				n.attrs[a.Name.Local] = a.Value
			}
			top.kids = append(top.kids, n)
			stack = append(stack, n)
		case xml.EndElement:
			stack = stack[:len(stack)-1]
		case xml.CharData:
			switch top.name {
			case "t", "delText", "instrText", "delInstrText", "m:t", "a:t":
				top.chars += string(t)
			}
		}
	}
	if len(root.kids) == 0 {
		return nil, io.ErrUnexpectedEOF
	}
	return root.kids[0], nil
}

// child is the first child of this name, or nil; of nil, nil.
func (n *node) child(names ...string) *node {
	for _, name := range names {
		if n == nil {
			return nil
		}
		var found *node
		for _, k := range n.kids {
			if k.name == name {
				found = k
				break
			}
		}
		n = found
	}
	return n
}

func (n *node) children(name string) []*node {
	var all []*node
	for _, k := range n.kids {
		if k.name == name {
			all = append(all, k)
		}
	}
	return all
}

// val is the attribute val of a child, or "".
func (n *node) val(child string) string { return n.child(child).attr("val") }

func (n *node) attr(name string) string {
	if n == nil {
		return ""
	}
	return n.attrs[name]
}

// on reports whether a child that switches something is there and not switched off.
func (n *node) on(child string) bool {
	c := n.child(child)
	if c == nil {
		return false
	}
	switch c.attr("val") {
	case "0", "false", "off", "none":
		return false
	}
	return true
}

// text is all text below a node, without codes of fields; what is doubled for older programs, once.
func (n *node) text() string {
	switch n.name {
	case "t", "delText", "a:t", "m:t":
		return n.chars
	case "instrText", "delInstrText", "Fallback":
		return ""
	case "tab":
		return "\t"
	}
	var b strings.Builder
	for _, k := range n.kids {
		b.WriteString(k.text())
	}
	return b.String()
}
