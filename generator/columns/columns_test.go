package columns

import (
	"regexp"
	"testing"

	"handbook/generator/place"
)

// Names can be those of columns in a database; what leads somewhere arrives.
func TestColumns(t *testing.T) {
	name := regexp.MustCompile(`^[a-z]+(_[a-z]+)*$`)
	known := map[string]bool{}
	tables := All(place.County{Word: "县", Departments: "县级部门", Towns: "乡镇"})
	for _, table := range tables {
		for _, c := range table.Columns {
			at := table.Name + "." + c.Name
			if !name.MatchString(c.Name) || known[at] || c.Title == "" {
				t.Errorf("%s: %+v", at, c)
			}
			known[at] = true
		}
	}
	for _, table := range tables {
		for from, to := range table.Leads {
			if !known[table.Name+"."+from] || !known[to[0]+"."+to[1]] {
				t.Errorf("%s.%s leads to %v", table.Name, from, to)
			}
		}
	}
}
