package list

import (
	"fmt"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"handbook/generator/record"
)

// loadFacts reads what a town's file says beside its lists: what they mean, which columns they have, the edition, and
// whom to call.
func (l *loader) loadFacts(root record.Table, town *Town) map[*Kind]columns {
	l.eachKind(root, "meaning", func(t record.Table, k *Kind) {
		meaning := t.Text(k.id)
		const hint = "write one sentence, with 。 at its end and nowhere else"
		switch inner, ended := strings.CutSuffix(meaning, "。"); {
		case meaning == "":
		case !ended:
			t.Errorf(t.At(k.id), hint, "the meaning is no sentence")
		case strings.ContainsAny(inner, "。！？"):
			t.Errorf(t.At(k.id), hint, "the meaning is more than one sentence")
		}
		town.Meanings[k] = meaning
	})
	all := l.loadColumns(root, town)
	if t, ok := root.Table("edition"); ok {
		town.Edition = loadEdition(t)
		t.Done()
	}
	if t, ok := root.Table("book"); ok {
		town.Book = loadBook(t)
		t.Done()
	}
	if t, ok := root.Table("contact"); ok {
		town.Contact = loadContact(t)
		t.Done()
	}
	return all
}

// loadColumns reads which further columns the lists have.
func (l *loader) loadColumns(root record.Table, town *Town) map[*Kind]columns {
	all := map[*Kind]columns{}
	l.eachKind(root, "columns", func(t record.Table, k *Kind) {
		before := len(l.found)
		texts := t.Texts(k.id, true)
		c := columns{broken: len(l.found) > before}
		for i, name := range texts {
			path := fmt.Sprintf("%s[%d]", t.At(k.id), i)
			checkDebris(t, path, name, "", "")
			key := keyOf(town, k, name)
			switch {
			case slices.Contains(texts[:i], name):
				t.Errorf(path, "remove one", "the column %q stands twice", name)
				continue
			case slices.Contains(cells(k), name):
				t.Errorf(path, "name it as the document heads it", "the column %q has the name of a key", name)
			case key != "":
				t.Errorf(path, "remove it: what stands there is written as "+key, "%q is no further column", name)
			default:
				c.names = append(c.names, name)
				continue
			}
			c.rejected = append(c.rejected, name)
		}
		town.Columns[k], all[k] = c.names, c
	})
	if root.Has("columns") && len(all) == 0 { // it is no table, or of no list
		for _, k := range l.kinds {
			all[k] = columns{broken: true}
		}
	}
	return all
}

// keyOf is how a column is written that every list of the shape has, or "": a further one is none of these.
func keyOf(t *Town, k *Kind, head string) string {
	switch head {
	case "序号":
		return "no"
	case "事项类别":
		return "category"
	case "事项名称":
		return "title"
	case k.departments:
		if k.shape == JointShape {
			return "departments"
		}
		return "[[item.takeover]]"
	case "承接部门及工作方式", "工作方式":
		if k.shape == ReclaimedShape {
			return "[[item.takeover]]"
		}
	case t.Ours(k):
		if k.shape != ReclaimedShape {
			return "[[item.town]]"
		}
	case t.Theirs(k):
		if k.shape == JointShape {
			return "[[item.county]]"
		}
	}
	return ""
}

// statuses are what an edition may be.
var statuses = []string{"试行", "正式"}

func loadEdition(t record.Table) Edition {
	e := Edition{
		Name: t.Optional("name"), Status: t.Optional("status"), Approved: t.Optional("approved"),
		Approver: t.Optional("approver"), Document: t.Optional("document"),
	}
	if e.Status != "" && !slices.Contains(statuses, e.Status) {
		t.Errorf(t.At("status"), "write 试行 or 正式, as the document says; or leave it out", "unknown status %q", e.Status)
	}
	_, err := time.Parse(time.DateOnly, e.Approved)
	switch {
	case e.Approved == "", err == nil:
	case day.MatchString(e.Approved):
		t.Errorf(t.At("approved"), "look it up in the document", "there is no such day: %s", e.Approved)
	default:
		t.Errorf(t.At("approved"), "write the date as 2025-06-30", "%q is no date", e.Approved)
	}
	return e
}

// month is how a date without its day is written.
const month = "2006-01"

func loadBook(t record.Table) Book {
	b := Book{
		Issuer: t.Optional("issuer"), Issued: t.Optional("issued"), Printer: t.Optional("printer"),
		Permit: t.Optional("permit"), Recipients: t.Optional("recipients"),
		Copies: t.Within("copies", 1, 1_000_000), Paper: t.Within("paper", 40, 300),
		Thickness: t.Within("thickness", 40, 500),
	}
	for _, of := range []struct {
		key, text string
		most      int
	}{
		{"issuer", b.Issuer, 40}, {"printer", b.Printer, 40}, {"permit", b.Permit, 40},
		{"recipients", b.Recipients, 100},
	} {
		if n := utf8.RuneCountInString(of.text); n > of.most {
			t.Errorf(t.At(of.key), "shorten it: cover and imprint have room for one line",
				"the text has %d characters, and may have %d", n, of.most)
		}
	}
	_, err := time.Parse(time.DateOnly, b.Issued)
	if _, inMonth := time.Parse(month, b.Issued); b.Issued != "" && err != nil && inMonth != nil {
		if day.MatchString(b.Issued) {
			t.Errorf(t.At("issued"), "write the day of the print order", "there is no such day: %s", b.Issued)
		} else {
			t.Errorf(t.At("issued"), "write the date as 2025-08-15 or 2025-08", "%q is no date", b.Issued)
		}
	}
	return b
}

// day is how a date is written.
var day = regexp.MustCompile(`^[0-9]{4}-[0-9]{2}-[0-9]{2}$`)

// phone is a number as offices in China write it: with an area code, a service number, or a mobile one, and with an
// extension.
var phone = regexp.MustCompile(
	`^(0[0-9]{2,3}-[0-9]{7,8}|1[0-9]{2,4}|9[0-9]{4,5}|[48]00-[0-9]{3}-[0-9]{4}|1[3-9][0-9]{9})` +
		`(转[0-9]{1,6})?$`)

func loadContact(t record.Table) Contact {
	c := Contact{Address: t.Optional("address"), Hours: t.Optional("hours"), Web: t.Optional("web")}
	if numbers := t.Telephone("phone"); numbers != "" {
		c.Phones = strings.Split(numbers, "、")
	}
	for _, number := range c.Phones {
		if !phone.MatchString(number) {
			t.Errorf(t.At("phone"), "write it with its area code, as 0000-0000000 or 0000-0000000转801; "+
				"several have 、 between them", "%q is no telephone number", number)
		}
	}
	if c.Web != "" {
		u, err := url.Parse(c.Web)
		if err != nil || u.Scheme != "https" && u.Scheme != "http" || u.Host == "" ||
			strings.ContainsAny(c.Web, " <>\"") {
			t.Errorf(t.At("web"), "write the whole address, with https:// or http://",
				"%q is no address of a page", c.Web)
		}
	}
	return c
}
