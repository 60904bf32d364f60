package listbook

import "github.com/xuri/excelize/v2"

// styles are how each look is set.
var styles = func() map[look]*excelize.Style {
	box := func(color string) []excelize.Border {
		var all []excelize.Border
		for _, side := range []string{"left", "right", "top", "bottom"} {
			all = append(all, excelize.Border{Type: side, Color: color, Style: 1})
		}
		return all
	}
	fill := func(color string) excelize.Fill {
		return excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{color}}
	}
	const asTyped = 49 // the format of texts: what is typed stays as it is
	set := func(horizontal, vertical string) *excelize.Alignment {
		return &excelize.Alignment{Horizontal: horizontal, Vertical: vertical, WrapText: true}
	}
	all := map[look]*excelize.Style{
		lookText:   {Border: box(rule), Alignment: set("left", "top")},
		lookMiddle: {Border: box(rule), Alignment: set("left", "center")},
		lookCenter: {Border: box(rule), Alignment: set("center", "center")},
		lookEmpty: {Border: box(rule), Alignment: set("center", "center"), Font: &excelize.Font{
			Family: song, Size: size, Color: grey}},
		lookAside: {Border: box(thin), Alignment: set("left", "center"), Fill: fill("F5F5F5"),
			Font: &excelize.Font{Family: song, Size: sizeAside, Color: "595959"}},
		lookCode: {Border: box(thin), Alignment: set("left", "center"), Fill: fill("F5F5F5"), NumFmt: asTyped,
			Font: &excelize.Font{Family: song, Size: sizeAside, Color: "595959"}},
		lookTyped: {Border: box(rule), Alignment: set("left", "center"), NumFmt: asTyped},
		lookTitle: {Alignment: &excelize.Alignment{Horizontal: "center", Vertical: "center"},
			Font: &excelize.Font{Family: hei, Size: sizeTitle}},
		lookHead: {Border: box(rule), Alignment: set("center", "center"), Fill: fill("E8EDF3"),
			Font: &excelize.Font{Family: hei, Size: size}},
		lookHeadAside: {Border: box(thin), Alignment: set("center", "center"), Fill: fill("F5F5F5"),
			Font: &excelize.Font{Family: hei, Size: sizeAside, Color: grey}},
		lookSection: {Border: box(rule), Alignment: set("left", "center"), Fill: fill("F3F6F9"),
			Font: &excelize.Font{Family: hei, Size: size}},
		lookGuide:     {Alignment: set("left", "top")},
		lookGuideHead: {Alignment: set("left", "center"), Font: &excelize.Font{Family: hei, Size: 12}},
		lookMark: {Alignment: &excelize.Alignment{Horizontal: "left", Vertical: "center"},
			Font: &excelize.Font{Family: song, Size: 8, Color: "A6A6A6"}},
	}
	for _, style := range all {
		if style.Font == nil {
			style.Font = &excelize.Font{Family: song, Size: size}
		}
	}
	return all
}()
