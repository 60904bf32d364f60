package page

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"handbook/generator/address"
	"handbook/generator/alike"
	"handbook/generator/list"
)

// A sharedRole is what the items of several towns that are one matter ask of a department.
type sharedRole struct {
	*alike.Matter
	role                   // of the wording that most towns have, or of another that names the department
	roles     []role       // of all of them
	silent    []*list.Town // that have the item, which does not name the department there
	title     wordings
	said      map[place]*wordings // of the duties and headings of role, in all towns
	further   wordings            // duties that only other towns have
	headings  wordings            // and headings
	different int                 // how many places have other wordings
}

// A place is that of a duty among the blocks of a part of an item, or of a block's heading; both count from 0.
type place struct{ block, duty int }

const heading = -1 // in a place

// sharedRoles are a department's roles in a county of several towns, matter by matter.
func (m *maker) sharedRoles(d *list.Department) []*sharedRole {
	of := map[*list.Item]role{}
	for _, r := range m.roles[d] {
		of[r.item] = r
	}
	var all []*sharedRole
	for i := range m.matters {
		s := &sharedRole{Matter: &m.matters[i]}
		for _, t := range m.county.Towns {
			if item := s.Item(t); item == nil {
				continue
			} else if r, named := of[item]; named {
				r.town = t
				s.roles = append(s.roles, r)
			} else {
				s.silent = append(s.silent, t)
			}
		}
		if len(s.roles) == 0 {
			continue
		}
		s.role = s.roles[0]
		if r, named := of[s.Common]; named {
			s.role = r
		}
		s.compare(d)
		all = append(all, s)
	}
	return all
}

// compare collects what the towns say in each place of the role.
func (s *sharedRole) compare(d *list.Department) {
	s.said = map[place]*wordings{}
	differences := map[*list.Item][]alike.Difference{}
	for _, v := range s.Variants {
		if s.item == s.Common {
			differences[v.Item] = v.Differences
		}
	}
	for _, r := range s.roles {
		at := address.Item(r.town, r.item)
		s.title.add(r.item.Title, r.town, at)
		differ, known := differences[s.wordingOf(r)]
		if !known {
			differ = alike.Differences(s.item, r.item)
		}
		elsewhere := map[place]alike.Difference{}
		for _, diff := range differ {
			if diff.Cell != s.cell() || diff.Department != nil && diff.Department != d {
				continue
			}
			if in, ok := placeOf(diff.InA); ok {
				elsewhere[in] = diff
			} else if in, ok := placeOf(diff.InB); ok && in.duty != heading {
				s.further.add(diff.B, r.town, at.At(s.anchor(in)))
			} else if ok {
				s.headings.add(diff.B, r.town, at)
			}
		}
		for _, in := range s.role.all() {
			text := s.text(in)
			var there place
			if diff, ok := elsewhere[in]; ok {
				text = diff.B
				there, _ = placeOf(diff.InB)
			} else {
				there = sameIn(r.item, s.item, s.part(), in)
			}
			if s.said[in] == nil {
				s.said[in] = &wordings{}
			}
			to := at
			if there.duty != heading {
				to = at.At(s.anchor(there))
			}
			s.said[in].add(text, r.town, to)
		}
	}
	for _, w := range s.said {
		if len(*w) > 1 {
			s.different++
		}
	}
	if len(s.title) > 1 {
		s.different++
	}
	s.different += len(s.further) + len(s.headings)
}

// wordingOf is the first item that says the same as the role's.
func (s *sharedRole) wordingOf(r role) *list.Item {
	for _, v := range s.Variants {
		if slices.Contains(v.Towns, r.town) {
			return v.Item
		}
	}
	return r.item
}

// part is where the items have what they ask of departments.
func (r role) part() list.Part {
	if r.item.Kind.Shape() == list.ReclaimedShape {
		return list.TakeoverPart
	}
	return list.CountyPart
}

func (s *sharedRole) cell() alike.Cell { return alike.Cell(s.part()) }

// anchor is the place's on the item's page.
func (r role) anchor(in place) string {
	return fmt.Sprintf("%s-%d", blockID(r.part(), in.block), in.duty+1)
}

// all are the places of the role, in their order: of each block its heading, where it has one, and its duties.
func (r role) all() []place {
	var all []place
	for i, b := range r.blocks {
		n := r.block(i)
		if b.Heading != "" {
			all = append(all, place{n, heading})
		}
		for duty := range b.Duties {
			all = append(all, place{n, duty})
		}
	}
	return all
}

// block is where the i-th block of the role stands among those of the item.
func (r role) block(i int) int {
	n, _ := strconv.Atoi(r.places[i][strings.LastIndex(r.places[i], "-")+1:])
	return n - 1
}

// text is what the role says in a place.
func (r role) text(in place) string {
	for i, b := range r.blocks {
		switch {
		case r.block(i) != in.block:
		case in.duty == heading:
			return b.Heading
		default:
			return b.Duties[in.duty]
		}
	}
	return ""
}

// sameIn is where an item has what another has in a place of a part, in the same words: what stands above it may be
// more or less.
func sameIn(item, other *list.Item, part list.Part, in place) place {
	blocks, others := blocksOf(item, part), blocksOf(other, part)
	is := others[in.block]
	has := func(n int) bool {
		b := blocks[n]
		return b.Department == is.Department && (in.duty == heading && b.Heading == is.Heading ||
			in.duty != heading && slices.Contains(b.Duties, is.Duties[in.duty]))
	}
	for n := range blocks {
		// the same place first: a cell may have a duty twice
		n = (n + min(in.block, len(blocks)-1)) % len(blocks)
		switch {
		case !has(n):
		case in.duty == heading, in.duty < len(blocks[n].Duties) && blocks[n].Duties[in.duty] == is.Duties[in.duty]:
			return place{n, in.duty}
		default:
			return place{n, slices.Index(blocks[n].Duties, is.Duties[in.duty])}
		}
	}
	return place{in.block, heading}
}

// blocksOf are an item's blocks of a part.
func blocksOf(item *list.Item, part list.Part) []list.Block {
	for p, blocks := range item.Parts() {
		if p == part {
			return blocks
		}
	}
	return nil
}

// placeOf reads a place as package alike tells it: county[0].duties[2], takeover[1].heading.
func placeOf(path string) (in place, ok bool) {
	_, rest, _ := strings.Cut(path, "[")
	block, rest, found := strings.Cut(rest, "]")
	in.block, _ = strconv.Atoi(block)
	in.duty = heading
	if _, duty, ok := strings.Cut(rest, "["); ok {
		in.duty, _ = strconv.Atoi(strings.TrimSuffix(duty, "]"))
	}
	return in, found && rest != ""
}
