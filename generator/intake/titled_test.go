package intake

import (
	"strings"
	"testing"

	"handbook/generator/grid"
	"handbook/generator/listfile"
)

// What was said of a place stays what it was said of: no title makes another place out of it. What a title says
// otherwise is a finding.
func TestTitledPlaces(t *testing.T) {
	for _, c := range []struct{ said, title, want, doubt string }{
		{"//", "云港市望潮街道履职事项清单", "/云港市", ""},
		{"/通海市/", "云港市望潮街道履职事项清单", "通海市/云港市", ""},
		{"//云港市", "云港市望潮街道履职事项清单", "/云港市", ""},
		{"/通海市/云港市", "云港市望潮街道履职事项清单", "通海市/云港市", ""},
		{"/通海市/", "通海市望潮街道履职事项清单", "通海市/", ""},
		{"/通海市/", "望潮街道履职事项清单", "通海市/", ""},
		{"/通海市/", "通海市云港市望潮街道履职事项清单", "通海市/云港市", ""},
		{"/黔阳市/", "岩溪县马鞍镇履职事项清单", "黔阳市/岩溪县", ""},
		{"/通海市/城东区", "通海市望潮街道履职事项清单", "通海市/城东区", ""},
		{"//城东区", "通海市望潮街道履职事项清单", "通海市/城东区", "没有写城东区"},
		{"/通海市/城东区", "铜城市望潮街道履职事项清单", "通海市/城东区", "“铜城市”，这里导入为“城东区”"},
		{"//青山县", "岩溪县马鞍镇履职事项清单", "/青山县", "“岩溪县”，这里导入为“青山县”"},
		{"/通海市/", "黔阳市岩溪县马鞍镇履职事项清单", "通海市/岩溪县", "“黔阳市”，这里导入为“通海市”"},
		{"江苏省//", "贵州省岩溪县马鞍镇履职事项清单", "/岩溪县", "“贵州省”，这里导入为“江苏省”"},
		{"//", "市住房和城乡建设局市公安局云港市望潮街道履职事项清单", "/", ""},
	} {
		said := strings.Split(c.said, "/")
		doc, err := grid.Parse("list.docx", "text "+c.title+"\n")
		if err != nil {
			t.Fatal(err)
		}
		d := Read([]*grid.Document{doc}, Known{
			Town: listfile.Town{Region: said[0], Prefecture: said[1], County: said[2]},
		})
		if got := d.Town.Prefecture + "/" + d.Town.County; got != c.want {
			t.Errorf("%s, with %s: %s, want %s", c.title, c.said, got, c.want)
		}
		doubts := ""
		for _, f := range d.Findings {
			if f.Level == Doubt {
				doubts += f.Text
			}
		}
		if (doubts == "") != (c.doubt == "") || !strings.Contains(doubts, c.doubt) {
			t.Errorf("%s, with %s: %q, want %q", c.title, c.said, doubts, c.doubt)
		}
	}
}

// An edition is on trial where the title says so, or a line of its own below it.
func TestOnTrial(t *testing.T) {
	for lines, want := range map[string]string{
		"松溪镇履职事项清单（试行）":          "试行",
		"松溪镇履职事项清单\n（试行）":        "试行",
		"松溪镇履职事项清单\n(2025年版，试行)": "试行",
		"松溪镇履职事项清单\n已试行一年":       "",
	} {
		text := ""
		for line := range strings.Lines(lines) {
			text += "text " + strings.TrimSpace(line) + "\n"
		}
		doc, err := grid.Parse("list.docx", text)
		if err != nil {
			t.Fatal(err)
		}
		if got := Read([]*grid.Document{doc}, Known{}).Town.Edition.Status; got != want {
			t.Errorf("%s: %q, want %q", lines, got, want)
		}
	}
}
