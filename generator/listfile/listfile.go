// Package listfile is a town's list as its TOML files have it: names as texts, numbers as they stand. It writes the
// files new, or changes in them what differs and nothing else.
package listfile

// A Town is what a town's folder holds. What is not known is "" or empty.
type Town struct {
	ID, Name, County, Prefecture, Region string

	Kind, CountyKind string
	Order            int // its place among the towns of the county, or 0

	Preface  []Section
	Declared map[string]int      // totals, by their keys in [declared]: "items", "basic.items", "joint.departments"
	Columns  map[string][]string // further columns, by the list's id
	Meanings map[string]string   // what a list is, by its id
	Words    map[string]string   // [words], by its keys: how the document heads columns
	Edition  Edition
	Book     Book
	Contact  Contact
	Lists    map[string][]Item // by the list's id: "basic", "joint", "reclaimed"
	Source   string            // source.txt
}

// A Section is one part of the preface (说明).
type Section struct {
	Heading    string
	Paragraphs []string
	Note       string
}

// An Edition is what the document states of itself.
type Edition struct{ Name, Status, Approved, Approver, Document string }

// A Book is what the office says of its printed book. No document states it.
type Book struct {
	Issuer, Issued, Printer, Permit, Recipients string

	Copies, Paper, Thickness int
}

// A Contact is whom to call in the town. No document states it: it is the editor's.
type Contact struct{ Phone, Address, Hours, Web string }

// An Item is an [[item]].
type Item struct {
	ID, Category, Title    string
	No                     int
	Departments            []string
	Roles                  map[string]string
	County, Town, Takeover []Block
	Statement              string
	Fields                 []Field
	Empty                  map[string]string
	Note                   string
	See                    []string
}

// A Block is a run of duties, or of methods, under one head.
type Block struct {
	Department, Heading string
	Duties              []string
}

// A Field is the cell of a further column.
type Field struct{ Name, Text string }
