package importer

import (
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"strings"

	"handbook/generator/intake"
	"handbook/generator/list"
	"handbook/generator/listfile"
	"handbook/generator/proof"
)

// differing says in which items a workbook has the list part from the document's text. They are those that it changed:
// the comparison itself counts characters, of which one new word has many.
func (i *importing) differing() string {
	const shown = 10
	var said []string
	if ids := i.changed.texts; len(ids) > 0 {
		more := ""
		if len(ids) > shown {
			more = "……"
		}
		said = append(said, fmt.Sprintf("这次改了文字的有 %d 个事项（%s%s）", len(ids),
			strings.Join(ids[:min(len(ids), shown)], "、"), more))
	}
	if n := i.changed.renumbered; n > 0 {
		said = append(said, fmt.Sprintf("只是序号不同的有 %d 个事项", n))
	}
	switch {
	case i.differedBefore():
		said = append(said, "这次以前已有不一致的地方（`handbook proof` 逐处列出）")
	case len(said) == 0:
		said = append(said, "不同的是清单说明等文字")
	}
	return strings.Join(said, "；")
}

// differedBefore is whether the list as it is parts from the document's text already.
func (i *importing) differedBefore() bool {
	if i.county == nil || i.old == nil {
		return false
	}
	at := slices.IndexFunc(i.county.Towns, func(t *list.Town) bool { return t.ID == i.town.ID })
	return at >= 0 && !proof.Of(filepath.Clean(i.options.Data), i.county.Towns[at]).Proved()
}

// disagreeing names totals with which the preface agreed, and now does not.
func (i *importing) disagreeing(old listfile.Town) {
	stated := intake.Totals(i.town.Preface, i.known.Lists)
	for _, key := range slices.Sorted(maps.Keys(stated)) {
		n, now := stated[key], i.town.Declared[key]
		if old.Declared[key] != n || now == n {
			continue
		}
		what, unit := "履职事项", "项"
		if id, of, ok := strings.Cut(key, "."); ok {
			what = i.called(id) + map[string]string{"categories": "的类别", "departments": "的部门"}[of]
			if of != "items" {
				unit = "个"
			}
		}
		i.note(intake.Doubt, "", "“清单说明”里仍写着%s %d %s，合计已是 %d %s：正式文件的说明也改了的，照着改", what, n, unit, now, unit)
	}
}
