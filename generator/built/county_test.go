package built

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

// TestManyTowns looks for towns on the front page of a county that has many: by letter, and by typing; and on a phone
// the departments are not far.
func TestManyTowns(t *testing.T) {
	t.Parallel()
	site := county(t, "county", func(data string) {
		file := read(t, data, "songxi/town.toml")
		for i, name := range []string{"长寿", "柴达", "重庆", "奎依巴格", "喀拉", "白石"} {
			for j, kind := range []string{"镇", "乡", "街道", "苏木"} {
				id := fmt.Sprintf("town-%d-%d", i, j)
				folder := filepath.Join(data, id)
				if err := os.CopyFS(folder, os.DirFS(filepath.Join(data, "songxi"))); err != nil {
					t.Fatal(err)
				}
				put(t, filepath.Join(folder, "town.toml"),
					strings.NewReplacer(`"songxi"`, fmt.Sprintf("%q", id), "松溪镇", name+kind).Replace(file))
			}
		}
	})
	const found = `[...document.querySelectorAll('.hb-find__found a')].map(e => e.textContent).join(' ')`
	r := newReader(t, start(t), onDisk(t, site))
	r.do(chromedp.EmulateViewport(360, 800))
	r.open("index.html")
	if top := js[float64](r, `document.querySelector('#departments').getBoundingClientRect().top`); top > 2*800 {
		t.Errorf("the departments begin %v pixels down", top)
	}
	if got := js[string](r, `[...document.querySelectorAll('.hb-letter')].map(e => e.textContent.replace(/\s+/g, ' '))
		.join('|')`); !strings.HasPrefix(got, "B 白石街道 白石苏木 白石乡 白石镇 |C 柴达街道") {
		t.Error(got)
	}
	for _, c := range []struct{ typed, want string }{
		{"", ""}, {"奎依巴格", "奎依巴格镇 奎依巴格乡 奎依巴格街道 奎依巴格苏木"}, {"kybgx", "奎依巴格乡"}, {"Chai Da z", "柴达镇"},
		{"寿乡", "长寿乡"}, {"没有", ""},
	} {
		js[bool](r, fmt.Sprintf(`(box => {
			box.value = %q;
			return box.dispatchEvent(new Event('input'));
		})(document.querySelector('.hb-find__text'))`, c.typed))
		if got := js[string](r, found); got != c.want {
			t.Errorf("%q finds %q, want %q", c.typed, got, c.want)
		}
	}
	if !js[bool](r, `document.querySelector('.hb-find__none').offsetHeight > 0`) {
		t.Error("that nothing is found is not said")
	}
	r.fine()
}
