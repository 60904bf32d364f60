package site

import (
	"bytes"
	"fmt"
	"net/url"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"unicode/utf8"

	"handbook/generator/diag"
	"handbook/generator/markup"
)

// A target is where a link leads: to a place in a file of the site, out of the site, or nowhere.
type target struct {
	link          string // as the page has it
	file          *file  // nil where the link leads out of the site or nowhere
	fragment      string // "" for the file itself
	message, hint string // why it leads nowhere
}

// A jump is a link to a place in a file, and where in the page it stands. A county has hundreds of thousands of them;
// pages share what they can.
type jump struct {
	*target
	at, len int
}

// A follower remembers where the links of a folder's pages lead: most of a page's links stand in its neighbours too.
type follower struct {
	dir  string
	seen map[string]*target
}

func (f *file) fault(at mark, message, hint string) {
	f.faults = append(f.faults, fault{at, message, hint})
}

// check follows the links of the file just scanned, and notes its anchors.
func (w *worker) check(f *file, k kind) {
	f.faults = append(f.faults, w.scan.faults...)
	w.anchor(f)
	if dir := path.Dir(f.path); dir != w.dir || w.seen == nil {
		w.dir, w.seen = dir, map[string]*target{}
	}
	for _, link := range w.links {
		if strings.HasPrefix(link.text, "#") || strings.HasPrefix(link.text, "?") {
			if k == cssKind {
				continue // means the page that uses the style sheet
			}
			f.links++
			_, fragment, _ := strings.Cut(link.text, "#")
			w.checkJump(f, jump{&target{link: link.text, file: f, fragment: fragment}, link.at, link.len})
			continue
		}
		t, known := w.seen[link.text]
		if !known {
			t = new(w.follow(w.dir, link.text))
			w.seen[link.text] = t
		}
		switch {
		case t.message != "":
			f.links++
			f.fault(link, t.message, t.hint)
		case t.file == nil:
		default:
			f.links++
			if t.fragment != "" {
				f.jumps = append(f.jumps, jump{t, link.at, link.len})
			}
		}
	}
}

// anchor notes the anchors of the file just scanned and finds those that stand twice.
func (w *worker) anchor(f *file) {
	byText := func(a, b mark) int { return strings.Compare(a.text, b.text) }
	slices.SortStableFunc(w.anchors, byText)
	f.anchors = make([]string, 0, len(w.anchors)+len(w.names))
	for i, a := range w.anchors {
		if i > 0 && a.text == w.anchors[i-1].text {
			f.fault(a, fmt.Sprintf("id %q stands twice in the page", a.text),
				"an id is unique in its page: give this one another name")
		}
		f.anchors = append(f.anchors, a.text)
	}
	for _, a := range w.names {
		f.anchors = append(f.anchors, a.text)
	}
	slices.Sort(f.anchors)
}

// follow finds where a link leads from a page in the folder dir.
func (b *build) follow(dir, link string) target {
	fault := func(message, hint string, args ...any) target {
		return target{link: link, message: fmt.Sprintf("link %q %s", link, message), hint: fmt.Sprintf(hint, args...)}
	}
	switch s := markup.Scheme(link); s {
	case "":
	case "http", "https", "mailto", "tel", "data":
		return target{}
	default:
		return fault("has the scheme "+s, "a link is relative or has one of http, https, mailto, tel, data")
	}
	switch {
	case link == "":
		return target{message: "the link is empty", hint: `say where it leads; "#" is the top of the page`}
	case strings.HasPrefix(link, "//"):
		return fault("has no scheme", "write https: before it: over file:// it would be a file")
	case strings.HasPrefix(link, "/"):
		return fault("is absolute", "write %q: the site must work below any path and from file://",
			relative(dir, link[1:]))
	}
	name, fragment, err := markup.Split(link)
	if err != nil {
		return fault("is not percent-encoded as it must be", "write %% as %%25")
	}
	full := path.Join(dir, name)
	file := b.byPath[full]
	last := name[strings.LastIndexByte(name, '/')+1:]
	asFolder := last == "" || last == "." || last == ".."
	switch {
	case full == ".." || strings.HasPrefix(full, "../"):
		return fault("leads out of the site", "the site is all that is published: link to what is in it")
	case b.folders[full] && b.byPath[path.Join(full, "index.html")] != nil:
		return fault("leads to a folder", "write %q: over file:// a folder shows no page",
			relative(dir, path.Join(full, "index.html")))
	case b.folders[full]:
		return fault("leads to a folder without index.html", "name a page")
	case file == nil || asFolder:
		if like := b.like(full); like != "" {
			return fault("leads nowhere", "did you mean %q? letter case and folder count", relative(dir, like))
		}
		return fault(fmt.Sprintf("leads nowhere: there is no %s", full), "make the page, or take the link out")
	case !kindOf(full).anchored():
		fragment = ""
	}
	return target{link: link, file: file, fragment: fragment}
}

// byName indexes the files for [build.like]; only a site at fault needs it.
func (b *build) byName() map[string][]*file {
	named := map[string][]*file{}
	for _, f := range b.files {
		key := strings.ToLower(path.Base(f.path))
		named[key] = append(named[key], f)
	}
	return named
}

// like finds the one file that a wrong address may have meant: the same name in other letter case or in another folder.
func (b *build) like(name string) string {
	near := b.named()[strings.ToLower(path.Base(name))]
	for _, f := range near {
		if strings.EqualFold(f.path, name) {
			return f.path
		}
	}
	if len(near) == 1 {
		return near[0].path
	}
	return ""
}

// relative is the link that leads from a page in the folder dir to a file.
func relative(dir, name string) string {
	rel, err := filepath.Rel(filepath.FromSlash(dir), filepath.FromSlash(name))
	if err != nil {
		return name
	}
	return filepath.ToSlash(rel)
}

// checkJump sees whether the anchor that a link leads to is there.
func (b *build) checkJump(f *file, j jump) {
	fragment, _, _ := strings.Cut(j.fragment, ":~:") // a text to be highlighted, not an id
	if fragment == "" || strings.EqualFold(fragment, "top") || j.file.has(fragment) {
		return
	}
	if plain, err := url.PathUnescape(fragment); err == nil && j.file.has(plain) {
		return
	}
	f.fault(mark{at: j.at, len: j.len},
		fmt.Sprintf("link %q leads nowhere: %s has no id %q", j.link, j.file.path, fragment),
		"correct the link, or give the place that id; letter case counts")
}

func (f *file) has(anchor string) bool {
	_, found := slices.BinarySearch(f.anchors, anchor)
	return found
}

// markAt is where a line and column, counted from 1, stand in a file.
func markAt(src []byte, line, col int) mark {
	at := 0
	for ; line > 1; line-- {
		end := bytes.IndexByte(src[at:], '\n')
		if end < 0 {
			break
		}
		at += end + 1
	}
	for ; col > 1 && at < len(src) && src[at] != '\n'; col-- {
		_, size := utf8.DecodeRune(src[at:])
		at += size
	}
	return mark{at: at, len: 1}
}

// locate turns the faults of a file into findings. It reads the file again: by now the minifier has worked on the
// bytes, and only a site at fault pays for it.
func (b *build) locate(f *file) []diag.Finding {
	if len(f.faults) == 0 {
		return nil
	}
	src, _ := os.ReadFile(filepath.Join(b.from, f.path)) // where it has gone, the message must do
	found := make([]diag.Finding, len(f.faults))
	for i, fault := range f.faults {
		found[i] = diag.Finding{File: f.path, Message: fault.message, Hint: fault.hint}
		if fault.len == 0 && fault.at == 0 {
			continue
		}
		at := min(fault.at, len(src))
		start := bytes.LastIndexByte(src[:at], '\n') + 1
		line, _, _ := bytes.Cut(src[start:], []byte("\n"))
		found[i].Line = 1 + bytes.Count(src[:start], []byte("\n"))
		found[i].Col = 1 + utf8.RuneCount(src[start:at])
		found[i].Len = utf8.RuneCount(src[at:min(at+fault.len, len(src))])
		found[i].Text = strings.TrimRight(string(line), "\r")
	}
	return found
}
