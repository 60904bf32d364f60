package built

import (
	"path"
	"slices"
	"strings"
)

const (
	sampleItem = "kuiyibage/joint/088.html"
	wholeFile  = "kuiyibage/offline.html"
)

// looks opens every kind of page, and wants the duties of an item to be numbered.
func (v *visitor) looks() {
	for _, p := range append(everyKind(), sampleItem) {
		v.goes(p)
		v.fine()
		if *shots {
			v.shot()
		}
	}
	if n := learn[int](v, "numbered"); n < 5 {
		v.wrong("numbers: %d duties have one", n)
	}
}

// usesMenu leads from 栏目 to the places at the foot of the page, and on.
func (v *visitor) usesMenu() {
	for _, page := range []string{"index.html", sampleItem} {
		v.goes(page)
		if !v.presses(".hb-header__contents", "") || !v.arrives(page+"#contents") {
			continue
		}
		v.until("the contents in the window", func() bool { return learn[bool](v, "shows", "#contents a") })
		if v.presses("#contents a", "事项类别") {
			v.arrives("kuiyibage/categories/index.html")
		}
		v.quiet()
	}
}

// usesSizes makes the type large, huge and what it was; where the engine keeps anything, the next page has the same.
func (v *visitor) usesSizes() {
	v.goes(sampleItem)
	standard := learn[float64](v, "size")
	for _, size := range []struct {
		name     string
		at, most float64
	}{{"大字", 1.15, 1.25}, {"特大", 1.3, 1.5}, {"标准", 1, 1}} {
		if learn[int](v, "seen", ".hb-sizes button") == 0 {
			v.presses(".hb-sizes-open", "字号")
		}
		if !v.presses(".hb-sizes button", size.name) {
			return
		}
		grown := func() bool {
			times := learn[float64](v, "size") / standard
			return times >= size.at && times <= size.most
		}
		v.until("type in the size "+size.name, grown)
		v.fine()
		if size.name == "特大" && learn[bool](v, "keeps") {
			v.goes("index.html")
			v.until("the size that was chosen, on the next page", grown)
			v.fine()
			v.goes(sampleItem)
		}
	}
}

// searches types into the box of a page, looks at what is offered below it, goes on to the answers and narrows them.
func (v *visitor) searches() {
	v.goes(sampleItem)
	if !v.presses(".hb-search__text", "") {
		return
	}
	v.types("低保")
	const offered = ".hb-suggest [role=option]"
	if !v.until("suggestions for 低保", func() bool { return learn[int](v, "seen", offered) > 0 }) {
		return
	}
	box, list := learn[place](v, "place", ".hb-search__text"), learn[place](v, "place", ".hb-suggest")
	if list.Top < box.Bottom-1 || list.Left < -.5 || list.Right > phoneWidth+.5 {
		v.wrong("suggestions: the list reaches from %.0f to %.0f px and begins at %.0f px; the box ends at %.0f px",
			list.Left, list.Right, list.Top, box.Bottom)
	}
	if box.Covered != "" {
		v.wrong("suggestions: the box is under %s", box.Covered)
	}
	if first := learn[[]string](v, "texts", offered)[0]; !strings.Contains(first, "最低生活保障") {
		v.wrong("suggestions: the first is %q", first)
	}
	v.quiet()
	v.types("\n")
	if !v.arrives("search.html?q=低保") {
		v.quiet()
		return
	}
	v.page = "search.html?q=低保"
	const answers = "#results .hb-index li a"
	lists := func() []string { // of the answers, each once
		var all []string
		for _, link := range learn[[]string](v, "links", answers) {
			all = append(all, path.Base(path.Dir(link)))
		}
		slices.Sort(all)
		return slices.Compact(all)
	}
	if !v.until("answers to 低保", func() bool { return len(lists()) > 1 }) {
		return
	}
	v.fine()
	if *shots {
		v.shot()
	}
	learn[bool](v, "choose", "select[name=list]", "joint")
	v.until("answers of the joint list only", func() bool { return slices.Equal(lists(), []string{"joint"}) })
	v.fine()
	learn[bool](v, "choose", "select[name=list]", "")
	v.until("answers of all lists again", func() bool { return len(lists()) > 1 })
	v.presses(answers, "")
	v.until("the page of an answer", func() bool {
		return strings.HasPrefix(path.Base(learn[string](v, "loaded")),
			"0")
	})
	v.quiet()
}

func (v *visitor) types(text string) {
	v.Helper()
	if err := v.write(text); err != nil {
		v.Fatalf("%s, %s: %v", v.name, v.page, err)
	}
}

// shares wants the citation to be given away, copied, or laid out to be copied by hand.
func (v *visitor) shares() {
	v.goes(sampleItem)
	if learn[bool](v, "has", "share") {
		learn[bool](v, "catchShare")
	}
	if v.presses("[data-do=share]", "") {
		v.until("the citation, or that it has been copied", func() bool {
			got := learn[string](v, "shared")
			return strings.Contains(got, "已复制") || strings.Contains(got, "自然灾害救助")
		})
	}
	v.quiet()
}

// listens has the page read aloud, or is told that the device has no voice. An engine without speech shows no button.
func (v *visitor) listens() {
	v.goes(sampleItem)
	if !learn[bool](v, "has", "speechSynthesis") {
		if learn[int](v, "seen", "[data-do=read]") > 0 {
			v.wrong("read aloud: there is a button, and no speech")
		}
		return
	}
	if !v.presses("[data-do=read]", "朗读") {
		return
	}
	reads := func(text string) bool {
		return slices.Equal(learn[[]string](v, "texts", "[data-do=read]"), []string{text})
	}
	v.until("a button that stops, or a word why not", func() bool {
		return reads("停止朗读") || strings.Contains(strings.Join(learn[[]string](v, "texts", ".hb-said"), ""), "读")
	})
	// Without a voice the page gives up by itself, maybe just now.
	if at := learn[place](v, "place", "[data-do=read]", "停止朗读"); at.There {
		if err := v.press(at.X, at.Y); err != nil {
			v.Fatalf("%s, %s: %v", v.name, v.page, err)
		}
	}
	v.until("the button as it was", func() bool { return reads("朗读") })
	v.quiet()
}

// usesOneFile goes from list to item and back in the one-file edition, and searches it.
func (v *visitor) usesOneFile() {
	v.goes(wholeFile)
	if v.presses(`#front a[href="#joint"]`, "") && v.arrives(wholeFile+"#joint") {
		v.until("the joint list in the window", func() bool { return learn[bool](v, "shows", "#joint h2") })
		if v.presses(`#joint a[href="#joint-088"]`, "") && v.arrives(wholeFile+"#joint-088") {
			v.until("the item in the window", func() bool { return learn[bool](v, "shows", "#joint-088 h2") })
			v.fine()
			learn[bool](v, "back")
			v.arrives(wholeFile + "#joint")
		}
	}
	v.goes(wholeFile)
	if !v.presses(".hb-search__text", "") {
		return
	}
	v.types("低保")
	const answers = "#results .hb-index li a"
	if !v.until("answers to 低保", func() bool { return learn[int](v, "seen", answers) > 0 }) {
		return
	}
	v.fine()
	first := learn[[]string](v, "links", answers)[0]
	if v.presses(answers, "") && v.arrives(wholeFile+first) {
		v.until("the answer in the window", func() bool { return learn[bool](v, "shows", first) })
		learn[bool](v, "back")
		if v.arrives(wholeFile + "#q=低保") {
			v.until("the answers again", func() bool { return learn[int](v, "seen", answers) > 0 })
		}
	}
	v.quiet()
}
