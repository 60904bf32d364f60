package office

import (
	_ "embed"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"

	"github.com/BurntSushi/toml"
)

// A Group is a group in which departments are shown.
type Group struct{ ID, Name string }

// Groups holds the groups in the order in which official documents name them.
var Groups = [...]Group{
	{"party", "党委部门"},
	{"congress", "人大"},
	{"government", "政府部门"},
	{"cppcc", "政协"},
	{"mass", "群团组织"},
	{"branch", "上级派出机构"},
	{"other", "其他单位"},
}

// A kind is one of kinds.toml, which says what each key means.
type kind struct {
	ID      string
	Group   string
	Short   string
	Names   []string
	Topics  []string
	With    []string
	Ends    []string
	Aliases []string
	Heir    string
	Party   bool

	place int // in the table
	forms []form
	ends  []form
}

// A form is what a department may be called, or the end of it, with its short form.
type form struct{ text, short string }

// A topic is what a bureau is for. One that has no kind stands only beside others: 新闻出版.
type topic struct {
	form
	kind *kind
}

// A table is kinds.toml.
type table struct {
	kinds  []*kind
	byID   map[string]*kind
	topics []topic // the longest first
	ends   []form  // of all kinds, likewise
}

//go:embed kinds.toml
var kindsFile string

// shipped is the table that this package has; a test finds what is wrong with it.
var shipped = sync.OnceValue(func() *table {
	t, err := readTable(kindsFile)
	if err != nil {
		panic(err)
	}
	return t
})

// IDs are all ids that the county's own departments may get.
func IDs() []string {
	var all []string
	for _, k := range shipped().kinds {
		all = append(all, k.ID)
		if len(k.Topics) > 0 {
			all = append(all, k.branchID())
		}
	}
	return all
}

// Names are what departments of the known kinds are called, without the place in front: for who looks for the one that
// is meant.
func Names() []string {
	var all []string
	for _, k := range shipped().kinds {
		for _, f := range k.forms {
			if !strings.ContainsAny(f.text, "*…") {
				all = append(all, f.text)
			}
		}
		if len(k.Topics) > 0 {
			topic, _, _ := strings.Cut(k.Topics[0], " ")
			all = append(all, topic+k.ends[0].text)
		}
	}
	return all
}

func readTable(text string) (*table, error) {
	var file struct{ Kind []*kind }
	if _, err := toml.Decode(text, &file); err != nil {
		return nil, err
	}
	t := &table{kinds: file.Kind, byID: map[string]*kind{}}
	for i, k := range t.kinds {
		k.place = i
		t.byID[k.ID] = k
		k.forms = readForms(k.Names)
		if len(k.Topics) > 0 {
			k.ends = readForms(k.Ends)
			if len(k.ends) == 0 {
				k.ends = []form{{"局", "局"}}
			}
		}
		for _, f := range readForms(k.Topics) {
			t.addTopic(topic{f, k})
			t.addTopic(topic{form{f.short, f.short}, k})
		}
		for _, e := range k.ends {
			for _, text := range []string{e.text, e.short} {
				if e := (form{text, e.short}); !slices.Contains(t.ends, e) {
					t.ends = append(t.ends, e)
				}
			}
		}
	}
	for _, k := range t.kinds {
		for _, text := range k.With {
			t.addTopic(topic{form{text, text}, nil})
		}
	}
	slices.SortStableFunc(t.topics, func(a, b topic) int { return len(b.text) - len(a.text) })
	slices.SortStableFunc(t.ends, func(a, b form) int { return len(b.text) - len(a.text) })
	return t, nil
}

// addTopic adds a topic, unless there is one of that text: the first is the kind's that is called by it.
func (t *table) addTopic(added topic) {
	if !slices.ContainsFunc(t.topics, func(known topic) bool { return known.text == added.text }) {
		t.topics = append(t.topics, added)
	}
}

// readForms reads forms as kinds.toml writes them: a name, and its short form where it has another.
func readForms(lines []string) []form {
	var forms []form
	for _, line := range lines {
		text, short, ok := strings.Cut(line, " ")
		if !ok {
			short = text
		}
		forms = append(forms, form{text, short})
	}
	return forms
}

// endsWith reports whether a name of this kind may end so.
func (k *kind) endsWith(end form) bool {
	return slices.ContainsFunc(k.ends, func(e form) bool { return e.short == end.short })
}

// branchID is the id of a branch: gongan-fenju of gonganju.
func (k *kind) branchID() string {
	return strings.TrimRight(strings.TrimSuffix(k.ID, "ju"), "-") + "-fenju"
}

// stem is the kind's short name without its last character: 文旅 of 文旅局.
func (k *kind) stem() string {
	_, size := utf8.DecodeLastRuneInString(k.Short)
	return k.Short[:len(k.Short)-size]
}

// mayBeOf reports whether a name of this kind may stand behind the word that it is the party's or the government's.
func (k *kind) mayBeOf(group string) bool {
	switch group {
	case "party":
		return k.Group == "party" || k.Party
	case "government":
		return k.Group == "government"
	}
	return true
}
