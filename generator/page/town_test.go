package page

import (
	"testing"

	"handbook/generator/list"
)

func TestEditionOf(t *testing.T) {
	for _, c := range []struct {
		edition list.Edition
		want    string
	}{
		{list.Edition{}, ""},
		{list.Edition{Name: "2025年版"}, "2025年版。"},
		{list.Edition{Status: "试行"}, "试行。"},
		{list.Edition{Name: "2025年版（试行）", Status: "试行"}, "2025年版（试行）。"},
		{list.Edition{
			Name: "2025年版", Status: "试行", Approved: "2025-06-03", Approver: "中共澜江区委编委", Document: "澜编发〔2025〕3号"},
			"2025年版（试行），中共澜江区委编委于2025年6月3日批准，文号澜编发〔2025〕3号。"},
		{list.Edition{Approved: "2025-06-03"}, "2025年6月3日批准。"},
		{list.Edition{Approver: "县委编委"}, "县委编委批准。"},
	} {
		if got := EditionOf(&list.Town{Edition: c.edition}); got != c.want {
			t.Errorf("%+v: %s, want %s", c.edition, got, c.want)
		}
	}
}

func TestTelephone(t *testing.T) {
	for number, want := range map[string]string{
		"0998-8240000": "tel:0998-8240000", "0998-8240000转801": "tel:0998-8240000;ext=801", "12345": "tel:12345",
	} {
		if got := Telephone(number); got != want {
			t.Errorf("%s: %s, want %s", number, got, want)
		}
	}
}

func TestHowMany(t *testing.T) {
	for n, want := range map[int]string{1: "一", 2: "两", 3: "三", 10: "十", 11: " 11 "} {
		if got := howMany(n); got != want {
			t.Errorf("%d: %q", n, got)
		}
	}
}
