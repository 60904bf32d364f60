package listbook

import (
	"bytes"
	"testing"
)

// The same list makes the same bytes; another one is told by its sum.
func TestSame(t *testing.T) {
	county := load(t, "../testdata/district")
	town := townFile(t, "../testdata/district", county.Towns[0].ID)
	one, err := Write(county, town)
	if err != nil {
		t.Fatal(err)
	}
	other, err := Write(county, town)
	if err != nil || !bytes.Equal(one, other) {
		t.Errorf("two workbooks of one list differ: %v", err)
	}
	for n := range 2 {
		a, err := Department(county, county.Departments[n])
		if err != nil {
			t.Fatal(err)
		}
		if b, err := Department(county, county.Departments[n]); err != nil || !bytes.Equal(a, b) {
			t.Errorf("two workbooks of one department differ: %v", err)
		}
	}
	sum := Sum(county, town)
	if town.Edition.Name = "2030年版"; Sum(county, town) == sum {
		t.Error("another edition has the same sum")
	}
	if !Recognise(one) {
		t.Error("a workbook is not recognised")
	}
}

func BenchmarkWrite(b *testing.B) {
	county := load(b, "../../data")
	town := townFile(b, "../../data", county.Towns[0].ID)
	for b.Loop() {
		if _, err := Write(county, town); err != nil {
			b.Fatal(err)
		}
	}
}
