package main

import (
	"fmt"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"handbook/generator/list"
	"handbook/generator/place"
)

// TestReferenceKinds looks for the kinds of departments in the reference.
func TestReferenceKinds(t *testing.T) {
	for _, name := range references {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, kind := range list.DepartmentKinds {
			if says := fmt.Sprintf("`%s` %s", kind.ID, kind.Name); !strings.Contains(string(text), says) {
				t.Errorf("%s lacks %s", name, says)
			}
		}
	}
}

// TestReferenceWords compares the reference's tables of kinds of places with the words that they have. Each kind is the
// first cell of a row, alone or beside others that are called the same.
func TestReferenceWords(t *testing.T) {
	town := func(kind string) []string {
		words, err := place.OfTown("", kind)
		if err != nil {
			t.Fatal(err)
		}
		county, err := place.OfCounty("", "县", []place.Town{words})
		if err != nil {
			t.Fatal(err)
		}
		return []string{words.Word, words.This, words.Ours, words.Own, county.Towns}
	}
	county := func(kind string) []string {
		words, err := place.OfCounty("", kind, nil)
		if err != nil {
			t.Fatal(err)
		}
		return []string{words.Word, words.Departments}
	}
	for _, name := range references {
		for _, table := range []struct {
			head  string
			kinds []string
			words func(kind string) []string
		}{
			{" | `town` | `this` | `ours` | `own` | `towns` |", place.TownKinds(), town},
			{" | `county` | `departments` |", place.CountyKinds(), county},
		} {
			said := wordTable(t, name, table.head)
			for _, kind := range table.kinds {
				if got, want := said[kind], table.words(kind); !slices.Equal(got, want) {
					t.Errorf("%s: of %s the reference has %q, want %q", name, kind, got, want)
				}
				delete(said, kind)
			}
			for kind := range said {
				t.Errorf("%s: there is no kind %s", name, kind)
			}
		}
	}
}

// wordTable is the table with this head: the words of each kind.
func wordTable(t *testing.T, name, head string) map[string][]string {
	t.Helper()
	text, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	_, rows, ok := strings.Cut(string(text), head+"\n")
	if !ok {
		t.Fatalf("%s has no table with the head%s", name, head)
	}
	rows, _, _ = strings.Cut(rows, "\n\n")
	said := map[string][]string{}
	for _, row := range strings.Split(rows, "\n")[1:] {
		cells := strings.Split(strings.Trim(row, "| "), " | ")
		for _, kind := range regexp.MustCompile(`, |、`).Split(cells[0], -1) {
			said[kind] = cells[1:]
		}
	}
	return said
}
