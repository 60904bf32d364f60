package offline

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"html/template"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
)

// A town is what its file shows.
type town struct {
	ID, Name    string
	Title       string // of its handbook
	Intro       template.HTML
	Lists       []*listing
	Categories  []*category
	Departments []*department
	Preface     *section
}

// Pieces are those of the title between which a line may end: whose handbook, and what it is.
func (t *town) Pieces() []string {
	if what, ok := strings.CutPrefix(t.Title, t.Name); ok && t.Name != "" {
		return []string{t.Name, what}
	}
	return []string{t.Title}
}

// A listing is one of the three lists: its entries by category, and the items that are more than their title.
type listing struct {
	ID, Mark, Title string
	Intro           template.HTML
	Groups          []*section
	Items           []*item
	Count           int
}

// A section is a head and what stands below it.
type section struct {
	ID    string
	Head  template.HTML
	Body  template.HTML
	Count int // of its entries
}

// A category leads to its share of each list.
type category struct {
	ID, Name string
	Shares   []share
}

type share struct {
	List    *listing
	Section *section
}

type item struct {
	ID, Kind, Mark string
	No             int
	Title          string
	Place          template.HTML // its category
	Intro          template.HTML // departments; a statement
	Parts          []*section
}

// Bare says that an item is its title and nothing more: its entry in the list is all there is to show.
func (i *item) Bare() bool { return i.Intro == "" && len(i.Parts) == 0 }

// A department lists the items that name it; their duties stand with the items.
type department struct {
	ID, Name string
	Items    []*item
}

// A page is a Markdown page with its front matter.
type page struct {
	path string // below the content folder, with slashes
	text []byte // after the front matter
	meta
}

type meta struct {
	Title, Type, ID, List, Mark, Town string
	Weight                            int
	Departments, Parts                []string
}

// read gathers the towns of the content folder.
func read(content string) ([]*town, error) {
	folders, err := os.ReadDir(content)
	if err != nil {
		return nil, hinted(err)
	}
	departments, err := readFolder(content, "departments")
	if err != nil {
		return nil, hinted(err)
	}
	var towns []*town
	for _, f := range folders {
		if !f.IsDir() || f.Name() == "departments" {
			continue
		}
		if _, err := os.Lstat(filepath.Join(content, f.Name(), "basic")); errors.Is(err, fs.ErrNotExist) {
			continue // pictures of hand-written pages, or what a system keeps
		}
		t, err := readTown(content, f.Name(), departments)
		if err != nil {
			return nil, hinted(err)
		}
		towns = append(towns, t)
	}
	return towns, nil
}

func readTown(content, id string, departments []*page) (*town, error) {
	front, err := readPage(content, id+"/_index.md")
	if err != nil {
		return nil, err
	}
	r := newRenderer(id)
	t := &town{ID: id, Name: front.Town, Title: front.Title, Intro: r.intro(front)}
	named := map[string]*department{}
	for _, d := range departments {
		if d.Type == "department" {
			t.Departments = append(t.Departments, &department{ID: d.ID, Name: d.Title})
			named[d.Title] = t.Departments[len(t.Departments)-1]
		}
	}
	for _, kind := range []string{"basic", "joint", "reclaimed"} {
		pages, err := readFolder(content, id+"/"+kind)
		if err != nil {
			return nil, err
		}
		l := &listing{ID: kind}
		bare := map[string]bool{}
		var front *page
		for _, p := range pages {
			switch p.Type {
			case "list":
				front = p
			case "item":
				i := r.item(p)
				l.Count++
				if bare[i.ID] = i.Bare(); !i.Bare() {
					l.Items = append(l.Items, i)
				}
				for _, name := range p.Departments {
					if d := named[name]; d != nil {
						d.Items = append(d.Items, i)
					}
				}
			}
		}
		if front == nil {
			return nil, fmt.Errorf("%s/%s has no page of its own\n  hint: run `handbook pages`", id, kind)
		}
		l.Mark, l.Title, l.Intro = front.Mark, front.Title, r.intro(front)
		l.Groups = r.sections(front, bare)
		slices.SortFunc(l.Items, func(a, b *item) int { return a.No - b.No })
		t.Lists = append(t.Lists, l)
	}
	categories, err := readFolder(content, id+"/categories")
	if err != nil {
		return nil, err
	}
	for _, p := range categories {
		if p.Type != "category" {
			continue
		}
		c := &category{ID: p.ID, Name: p.Title}
		for _, l := range t.Lists {
			for _, g := range l.Groups {
				if g.ID == l.ID+"-"+p.ID {
					c.Shares = append(c.Shares, share{l, g})
				}
			}
		}
		t.Categories = append(t.Categories, c)
	}
	t.Departments = slices.DeleteFunc(t.Departments, func(d *department) bool { return len(d.Items) == 0 })
	preface, err := readPage(content, id+"/preface.md")
	if err != nil {
		return nil, err
	}
	t.Preface = &section{ID: "preface", Head: template.HTML(template.HTMLEscapeString(preface.Title)), Body: r.body(preface)}
	return t, r.err
}

// readFolder reads the pages of a folder; departments in their own order, other pages by name.
func readFolder(content, folder string) ([]*page, error) {
	entries, err := os.ReadDir(filepath.Join(content, filepath.FromSlash(folder)))
	if err != nil {
		return nil, err
	}
	var pages []*page
	for _, e := range entries {
		if !strings.HasSuffix(e.Name(), ".md") {
			continue
		}
		p, err := readPage(content, path.Join(folder, e.Name()))
		if err != nil {
			return nil, err
		}
		pages = append(pages, p)
	}
	slices.SortStableFunc(pages, func(a, b *page) int { return a.Weight - b.Weight })
	return pages, nil
}

// readPage reads a page. Its front matter has a key a line, the value in JSON, which is how the generator writes it.
func readPage(content, name string) (*page, error) {
	file := filepath.Join(content, filepath.FromSlash(name))
	text, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	p := &page{path: name}
	head, body, found := bytes.Cut(bytes.TrimPrefix(text, []byte("---\n")), []byte("\n---\n"))
	if !found {
		return nil, fmt.Errorf("%s: no front matter\n  hint: run `handbook pages`", file)
	}
	p.text = body
	values := map[string]any{
		"title": &p.Title, "type": &p.Type, "id": &p.ID, "list": &p.List, "mark": &p.Mark, "town": &p.Town, "weight": &p.Weight,
		"departments": &p.Departments, "parts": &p.Parts,
	}
	for n, line := range strings.Split(string(head), "\n") {
		key, value, _ := strings.Cut(line, ":")
		if into := values[key]; into != nil {
			if err := json.Unmarshal([]byte(value), into); err != nil {
				return nil, fmt.Errorf("%s:%d: %s is not as the generator writes it: %w\n  hint: run `handbook pages`", file, n+2, key, err)
			}
		}
	}
	return p, nil
}
