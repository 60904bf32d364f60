package record_test

import (
	"testing"

	"handbook/generator/record"
)

func TestNearest(t *testing.T) {
	departments := []string{"泽普县委组织部", "泽普县公安局", "泽普县教育局", "泽普县住房和城乡建设局", "泽普县人力资源和社会保障局",
		"泽普县市场监督管理局", "泽普县应急管理局", "喀什地区生态环境局泽普县分局", "泽普县妇女联合会", "国家税务总局泽普县税务局"}
	keys := []string{"aliases", "category", "departments", "id", "kind", "name", "no", "note", "short", "title"}
	for _, c := range []struct {
		name  string
		known []string
		want  string
	}{
		{"泽普县公安", departments, "泽普县公安局"},
		{"泽普县公按局", departments, "泽普县公安局"},
		{"公安局", departments, "泽普县公安局"},
		{"县住建局", departments, "泽普县住房和城乡建设局"},
		{"泽普县人社局", departments, "泽普县人力资源和社会保障局"},
		{"泽普县市场监管局", departments, "泽普县市场监督管理局"},
		{"泽普县妇联", departments, "泽普县妇女联合会"},
		{"泽普县税务局", departments, "国家税务总局泽普县税务局"}, // not 公安局, which is as few edits away
		{"农业农村部", departments, ""},
		{"局", departments, ""}, // too short to say anything
		{"titel", keys, "title"},
		{"knid", keys, "kind"},
		{"department", keys, "departments"},
		{"dutys", []string{"department", "duties", "heading"}, "duties"},
		{"x", keys, ""},
		{"phone", keys, ""},
		{"title", nil, ""},
	} {
		got, ok := record.Nearest(c.name, c.known)
		if got != c.want || ok != (c.want != "") {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}
