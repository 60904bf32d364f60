package list

import (
	"fmt"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"time"

	"handbook/generator/record"
)

// loadFacts reads what a town's file says beside its lists: what they mean, which columns they have, the edition, and
// whom to call.
func (l *loader) loadFacts(root record.Table, town *Town) {
	l.eachKind(root, "meaning", func(t record.Table, k *Kind) {
		meaning := t.Text(k.id)
		if meaning != "" && !strings.HasSuffix(meaning, "。") {
			t.Errorf(t.At(k.id), "write one sentence, with 。 at its end", "the meaning is no sentence")
		}
		town.Meanings[k] = meaning
	})
	l.eachKind(root, "columns", func(t record.Table, k *Kind) {
		names := t.Texts(k.id, true)
		for i, name := range names {
			path := fmt.Sprintf("%s[%d]", t.At(k.id), i)
			if slices.Contains(names[:i], name) {
				t.Errorf(path, "remove one", "the column %q stands twice", name)
			}
			if slices.Contains(cells(k), name) {
				t.Errorf(path, "name it as the document heads it", "the column %q has the name of a key", name)
			}
		}
		town.Columns[k] = names
	})
	if t, ok := root.Table("edition"); ok {
		town.Edition = loadEdition(t)
		t.Done()
	}
	if t, ok := root.Table("contact"); ok {
		town.Contact = loadContact(t)
		t.Done()
	}
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
	if _, err := time.Parse(time.DateOnly, e.Approved); e.Approved != "" && err != nil {
		t.Errorf(t.At("approved"), "write the date as 2025-06-30", "%q is no date", e.Approved)
	}
	return e
}

// phone is a number as offices in China write it: with an area code, a service number, or a mobile one, and with an
// extension.
var phone = regexp.MustCompile(
	`^(0[0-9]{2,3}-[0-9]{7,8}|[0-9]{7,8}|1[0-9]{2,4}|9[0-9]{4,5}|[48]00-[0-9]{3}-[0-9]{4}|1[3-9][0-9]{9})` +
		`(转[0-9]{1,6})?$`)

func loadContact(t record.Table) Contact {
	c := Contact{Address: t.Optional("address"), Hours: t.Optional("hours"), Web: t.Optional("web")}
	if numbers := t.Telephone("phone"); numbers != "" {
		c.Phones = strings.Split(numbers, "、")
	}
	for _, number := range c.Phones {
		if !phone.MatchString(number) {
			t.Errorf(t.At("phone"), "write it as 0998-8240000 or 0998-8240000转801; several have 、 between them",
				"%q is no telephone number", number)
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
