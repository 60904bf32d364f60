package list

import (
	"fmt"
	"regexp"
	"slices"

	"handbook/generator/record"
)

// IDKind is what an id stands for: it decides which names the site has taken.
type IDKind int

// What has an id that is part of an address.
const (
	TownID IDKind = iota
	DepartmentID
	CategoryID
	ListID
)

// A reservation is a set of ids that cannot be given away, and why.
type reservation struct {
	kinds  []IDKind // none means all
	ids    *regexp.Regexp
	reason string
}

// reservations is what the site, and the systems that it is copied to, use themselves. A test compares it with the
// files and anchors of the built site.
var reservations = []reservation{
	{nil, exactly(`con|prn|aux|nul|(com|lpt)[0-9]`),
		"Windows has no file of that name: the folder could not be copied there"},
	{nil, exactly(`index`), "each folder has a page of that name"},
	{nil, exactly(`(.*-)?head`), "headings have anchors with that end"},
	{[]IDKind{TownID}, exactly(
		`404|about|book|categories|columns|compare|css|data|departments|downloads|icon|manifest|page|robots|search|` +
			`share|sitemap|sw`),
		"the site has a file or folder of that name"},
	{[]IDKind{TownID}, exactly(`basic|joint|reclaimed|main|contents`),
		"each page, or each town, has a part of that name"},
	{[]IDKind{DepartmentID}, exactly(`basic|joint|reclaimed|found|preface|front|results`),
		"the one-file edition has a part of that name"},
	{[]IDKind{ListID}, exactly(
		`categories|category|contents|county|d|data|departments|downloads|figures|found|front|items|main|no|note|` +
			`page|preface|results|search|see|share|statement|takeover|town`),
		"the site, or a page, has a part of that name"},
	{[]IDKind{CategoryID}, exactly(`main|contents`), "each page has a part of that name"},
	{[]IDKind{CategoryID}, exactly(`no-[0-9]+`), "items have anchors of that form"},
	{[]IDKind{CategoryID}, exactly(`[0-9]+(-.*)?`),
		"with a list's name before it, it would be an item's id"},
	{[]IDKind{CategoryID}, exactly(`.*-[0-9]+`),
		"a category that comes up again in a list has its anchor so numbered"},
}

func exactly(ids string) *regexp.Regexp { return regexp.MustCompile("^(" + ids + ")$") }

// Reserved says why an id cannot be given to a thing of this kind, or "".
func Reserved(kind IDKind, id string) string {
	for _, r := range reservations {
		if (r.kinds == nil || slices.Contains(r.kinds, kind)) && r.ids.MatchString(id) {
			return r.reason
		}
	}
	return ""
}

var addressID = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)

// longestID leaves room for the folders before it where a path may have 255 characters.
const longestID = 64

// Unfit says why an id cannot be that of a thing of this kind, or "".
func Unfit(kind IDKind, id string) string {
	switch {
	case len(id) > longestID:
		return fmt.Sprintf("more than %d characters", longestID)
	case !addressID.MatchString(id):
		return "only small letters a-z, digits and single hyphens can be part of an address"
	}
	return Reserved(kind, id)
}

// id reads the id of a department, category or town. It is part of an address, so plain ASCII; in small letters, since
// disks may not tell them from capitals.
func (l *loader) id(t record.Table, kind IDKind, taken map[string]bool) string {
	id := t.Text("id")
	reason := Reserved(kind, id)
	switch {
	case id == "":
	case len(id) > longestID:
		t.Errorf(t.At("id"), fmt.Sprintf("it is part of an address: %d at the most", longestID),
			"the id has %d characters", len(id))
	case !addressID.MatchString(id):
		t.Errorf(t.At("id"), "use small letters a-z, digits and single hyphens",
			"id %q cannot be part of an address", id)
	case l.kind(id) != nil && reason == "":
		t.Errorf(t.At("id"), "choose another: pages have a part of that name", "the id %q is that of a list", id)
	case reason != "":
		t.Errorf(t.At("id"), reason+"; choose another", "the id %q is taken by the site itself", id)
	case taken[id]:
		t.Errorf(t.At("id"), "ids are unique and never change; give the new entry an id of its own",
			"id %q is used twice", id)
	}
	taken[id] = true
	return id
}
