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

// A lead is where a link leads from the pages of a folder: to a target, out of the site, or nowhere.
type lead struct {
	target        int32 // -1 where the link leads out of the site or nowhere
	file          *file
	message, hint string // why it leads nowhere
	page          *file  // the last one that it was noted for
}

// A follower remembers where the links of a folder's pages lead: most of a page's links stand in its neighbours too.
type follower struct {
	dir  string
	seen map[string]*lead
}

func (f *file) fault(at mark, message, hint string) {
	f.faults = append(f.faults, fault{at, message, hint})
}

// check follows the links of the file just scanned, and notes its anchors and where the links lead. What is wrong with
// them it returns; whether an anchor of another file is there, is known only at the second reading.
func (w *worker) check(f *file, k kind) (faults []fault) {
	faults = slices.Clone(w.scan.faults)
	fail := func(at mark, message, hint string) { faults = append(faults, fault{at, message, hint}) }
	own := w.anchor(f, fail)
	if dir := path.Dir(f.path); dir != w.dir || w.seen == nil {
		w.dir, w.seen = dir, map[string]*lead{}
	}
	f.links, f.to = 0, nil
	for _, link := range w.links {
		if strings.HasPrefix(link.text, "#") || strings.HasPrefix(link.text, "?") {
			if k == cssKind {
				continue // means the page that uses the style sheet
			}
			f.links++
			if _, fragment, _ := strings.Cut(link.text, "#"); !holds(own, fragment) {
				fail(link, missing(link.text, f, fragment), giveID)
			}
			continue
		}
		l, known := w.seen[link.text]
		if !known {
			l = new(w.follow(w.dir, link.text))
			w.seen[link.text] = l
		}
		if l.message != "" || l.target >= 0 {
			f.links++
		}
		switch {
		case l.message != "":
			fail(link, l.message, l.hint)
		case l.target < 0:
		case w.nowhere != nil && w.nowhere[l.target]:
			fail(link, missing(link.text, l.file, w.targets.list[l.target].fragment), giveID)
		case l.page != f:
			l.page = f
			f.to = append(f.to, l.target)
		}
	}
	f.to = slices.Clip(f.to)
	return faults
}

// anchor notes the anchors of the file just scanned, finds those that stand twice, and returns them sorted.
func (w *worker) anchor(f *file, fail func(at mark, message, hint string)) []string {
	byText := func(a, b mark) int { return strings.Compare(a.text, b.text) }
	slices.SortStableFunc(w.anchors, byText)
	w.own = w.own[:0]
	for i, a := range w.anchors {
		if i > 0 && a.text == w.anchors[i-1].text {
			fail(a, fmt.Sprintf("id %q stands twice in the page", a.text),
				"an id is unique in its page: give this one another name")
		}
		w.own = append(w.own, a.text)
	}
	for _, a := range w.names {
		w.own = append(w.own, a.text)
	}
	slices.Sort(w.own)
	f.anchors = pack(w.own)
	return w.own
}

// follow finds where a link leads from a page in the folder dir.
func (b *build) follow(dir, link string) lead {
	fault := func(message, hint string, args ...any) lead {
		return lead{target: -1, message: fmt.Sprintf("link %q %s", link, message), hint: fmt.Sprintf(hint, args...)}
	}
	switch s := markup.Scheme(link); s {
	case "":
	case "http", "https", "mailto", "tel", "data":
		return lead{target: -1}
	default:
		return fault("has the scheme "+s, "a link is relative or has one of http, https, mailto, tel, data")
	}
	switch {
	case link == "":
		return lead{target: -1, message: "the link is empty", hint: `say where it leads; "#" is the top of the page`}
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
	return lead{target: b.targets.number(target{file, fragment}), file: file}
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

// missing says that an anchor is not there; giveID, what to do about it.
func missing(link string, in *file, fragment string) string {
	return fmt.Sprintf("link %q leads nowhere: %s has no id %q", link, in.path, withoutText(fragment))
}

const giveID = "correct the link, or give the place that id; letter case counts"

// holds tells whether what a link names is among the anchors of a file.
func holds(anchors []string, fragment string) bool {
	fragment = withoutText(fragment)
	has := func(anchor string) bool {
		_, found := slices.BinarySearch(anchors, anchor)
		return found
	}
	if fragment == "" || strings.EqualFold(fragment, "top") || has(fragment) {
		return true
	}
	plain, err := url.PathUnescape(fragment)
	return err == nil && has(plain)
}

// withoutText takes off a text that is to be highlighted, and is no id.
func withoutText(fragment string) string {
	fragment, _, _ = strings.Cut(fragment, ":~:")
	return fragment
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
	src, _ := os.ReadFile(filepath.Join(f.from, f.path)) // where it has gone, the message must do
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
