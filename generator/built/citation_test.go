package built

import (
	"fmt"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"handbook/generator/list"
	"handbook/generator/page"
)

// shareAll shares the item and then each of its duties, as a reader does who presses one mark after the other, and
// returns what is sent.
const shareAll = `(() => {
	const sent = [];
	Object.defineProperty(navigator, 'share', { value: what => { sent.push(what.text.split('\n')[0]); } });
	for (const mark of document.querySelectorAll('[data-do=share], .hb-anchor')) mark.click();
	return sent;
})()`

// TestCitations shares every item of two lists and every one of their duties. Each citation must say whose it is as
// the list does: the item's by its answer, a duty's by the department that the cell names, or where it names none by
// all the item's departments together; and for the town's duties by the town.
func TestCitations(t *testing.T) {
	t.Parallel()
	county, findings := list.Load(filepath.Join(root, "data"))
	if len(county.Towns) == 0 {
		t.Fatal(findings)
	}
	browser, duties := start(t), 0
	for _, town := range county.Towns {
		for some := range slices.Chunk(slices.Concat(town.Lists[list.Joint], town.Lists[list.Reclaimed]), 20) {
			for _, item := range some {
				duties += len(citations(county, town, item)) - 1
			}
			t.Run(some[0].ID+" and on", func(t *testing.T) {
				t.Parallel()
				r := newReader(t, browser, onDisk(t, public))
				for _, item := range some {
					at := fmt.Sprintf("%s/%s/%s.html", town.ID, item.Kind.ID(), item.Number())
					r.open(at)
					got, want := js[[]string](r, shareAll), citations(county, town, item)
					if len(got) != len(want) {
						t.Fatalf("%s has %d things to share, want %d", at, len(got), len(want))
					}
					for i := range want {
						if got[i] != want[i] {
							t.Errorf("%s: shares %q, want %q", at, got[i], want[i])
						}
					}
				}
				r.fine()
			})
		}
	}
	if t.Logf("%d duties cited", duties); duties < 900 {
		t.Error("these are too few")
	}
}

var stop = regexp.MustCompile(`[；。]$`)

// citations are what should be sent of an item: of the whole, and of each duty.
func citations(county *list.County, town *list.Town, item *list.Item) []string {
	where := fmt.Sprintf("%s履职事项清单，%s %d", town.Name, item.Kind.Name(), item.No)
	together := together(item.Departments)
	all := []string{item.Title + "（" + where + "；" + page.Answer(county, town, item) + "）"}
	for _, part := range []struct {
		head, whose string
		blocks      []list.Block
	}{{"乡镇配合职责", town.Name, item.Town}, {"上级部门职责", together, item.County}, {"承接部门及工作方式", together, item.Takeovers}} {
		for _, block := range part.blocks {
			place := []string{where, part.head, part.whose, block.Heading}
			if block.Department != nil {
				place[2] = block.Department.Name
				if block.Heading != "" {
					place = []string{where, part.head, block.Department.Name + "（" + block.Heading + "）"}
				}
			}
			said := strings.Join(slices.DeleteFunc(place, func(s string) bool { return s == "" }), "，")
			for n, duty := range block.Duties {
				number := ""
				if len(block.Duties) > 1 {
					number = fmt.Sprintf("第 %d 条", n+1)
				}
				all = append(all, "“"+stop.ReplaceAllString(duty, "")+"”——"+item.Title+"（"+said+number+"）")
			}
		}
	}
	return all
}

// together names departments that share something, the first three and how many there are.
func together(departments []*list.Department) string {
	var names []string
	for _, d := range departments[:min(3, len(departments))] {
		names = append(names, d.Name)
	}
	text := strings.Join(names, "、")
	if len(departments) > 3 {
		text += fmt.Sprintf("等 %d 个部门", len(departments))
	}
	return text
}

// TestDutyOnPhone opens the last duty of every department's block, as a link from a chat does, on a phone. The reader
// must see whose it is without a move of the finger.
func TestDutyOnPhone(t *testing.T) {
	t.Parallel()
	county, _ := list.Load(filepath.Join(root, "data"))
	browser := start(t)
	var addresses []string
	for _, town := range county.Towns {
		for _, item := range town.Lists[list.Joint] {
			if len(item.Departments) < 2 {
				continue
			}
			for b, block := range item.County {
				addresses = append(addresses, fmt.Sprintf("%s/joint/%s.html#county-%d-%d", town.ID, item.Number(), b+1,
					len(block.Duties)))
			}
		}
	}
	if len(addresses) < 90 {
		t.Errorf("%d duties are too few", len(addresses))
	}
	const head = `(document.querySelector(':target').closest('.hb-block').querySelector('h3') ||
		document.querySelector('h1'))`
	for some := range slices.Chunk(addresses, 20) {
		t.Run(some[0]+" and on", func(t *testing.T) {
			t.Parallel()
			r := newReader(t, browser, onDisk(t, public))
			r.do(chromedp.EmulateViewport(390, 740))
			for _, address := range some {
				r.do(chromedp.Navigate("about:blank"))
				r.open(address)
				if where := js[string](r, landed); where != "" {
					t.Errorf("%s %s", address, where)
				}
				said := js[string](r, `document.querySelector('.hb-whole').innerText`)
				if !strings.Contains(said, "看全项") ||
					!strings.Contains(said, js[string](r, `document.querySelector('h1').innerText`)) {
					t.Errorf("%s: %q does not say of which item the duty is", address, said)
				}
				if top := js[float64](r, head+`.getBoundingClientRect().top`); top < 0 || top > 740 {
					t.Errorf("%s: the head that names the department is at %.0f px", address, top)
				}
			}
		})
	}
}
