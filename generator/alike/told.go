package alike

import (
	"fmt"
	"strings"

	"handbook/generator/list"
	"handbook/generator/wordbreak"
)

// String is what a disagreement is about, in a word or two.
func (a About) String() string {
	return [...]string{"职责", "部门", "名称", "类别", "序号", "所在清单", "有无"}[a]
}

// String says how sure it is.
func (s Sureness) String() string {
	return [...]string{"标题相同", "很像", "可能是同一件事"}[s]
}

// Count is how many towns there are, with their names: all of a few, and the first of many.
func Count(county *list.County, towns []*list.Town) string {
	const most = 4
	var names []string
	for _, t := range towns[:min(most, len(towns))] {
		names = append(names, t.Name)
	}
	said := strings.Join(names, "、")
	if len(towns) > most {
		said += fmt.Sprintf("等 %d 个%s", len(towns), county.Words.Towns)
	}
	return said
}

// Marked is two texts in one, as it can be read without colours: [-only in A-]{+only in B+}.
func Marked(words *wordbreak.Words, a, b string) string {
	var text strings.Builder
	for _, s := range Differ(words, a, b) {
		fmt.Fprintf(&text, []string{"%s", "[-%s-]", "{+%s+}"}[s.In], s.Text)
	}
	return text.String()
}
