package page

import (
	"fmt"

	"handbook/generator/list"
)

// Title is the name of a town's handbook.
func Title(t *list.Town) string { return t.Name + "履职事项清单手册" }

// front writes the county's front page; with one town it is the town's own.
func (b *book) front() {
	if len(b.county.Towns) == 1 {
		b.town(b.county.Towns[0], "_index.md")
		return
	}
	w := begin("_index.md", "departments.toml", "county", b.county.Towns[0].County+"乡镇履职事项清单手册", meta{"parts", []string{"towns", "departments"}})
	w.WriteString("\n## 乡镇\n\n")
	for _, t := range b.county.Towns {
		fmt.Fprintf(w, "- %s 基 %d 配 %d 收 %d\n", w.link(t.Name, t.ID+"/_index.md"),
			len(t.Lists[list.Basic]), len(t.Lists[list.Joint]), len(t.Lists[list.Reclaimed]))
	}
	b.departmentsSection(w)
	b.add(w)
}

// town writes a town's front page: the three lists, the categories, the departments and what else there is.
func (b *book) town(t *list.Town, file string) {
	w := begin(file, t.ID+"/town.toml", "town", Title(t), meta{"town", t.Name}, meta{"folder", t.ID},
		meta{"parts", []string{"lists", "categories", "departments", "more"}})
	fmt.Fprintf(w, "\n%s\n", escape(fmt.Sprintf("%s%s%s的履职事项，共 %d 项：哪些由镇负责，哪些由县级部门负责、镇配合，哪些已由上级收回。",
		t.Prefecture, t.County, t.Name, len(t.Items()))))

	w.WriteString("\n## 三张清单\n\n")
	for _, kind := range list.Kinds {
		fmt.Fprintf(w, "- **%s** %s %d 项", kind.Mark(), w.link(kind.Name(), listPath(t, kind)), len(t.Lists[kind]))
		if m := meaning(t, kind); m != "" {
			fmt.Fprintf(w, " *%s*", escape(m))
		}
		w.WriteByte('\n')
	}
	w.WriteString("\n## 事项类别\n\n")
	b.matrix(w, t)
	b.departmentsSection(w)
	fmt.Fprintf(w, "\n## 其他\n\n- %s\n- %s\n", w.link("清单说明", t.ID+"/preface.md"), w.link("图表", t.ID+"/figures.md"))
	b.add(w)
}

func (b *book) departmentsSection(w *writer) {
	fmt.Fprintf(w, "\n## %s\n", w.link("县级部门", "departments/_index.md"))
	for _, kind := range list.DepartmentKinds {
		if departments := b.ofKind(kind.ID); len(departments) > 0 {
			fmt.Fprintf(w, "\n### %s\n\n", kind.Name)
			b.departmentEntries(w, departments, true)
		}
	}
}

// preface writes a town's preface (说明), word for word.
func (b *book) preface(t *list.Town) {
	w := begin(t.ID+"/preface.md", t.ID+"/town.toml", "preface", "说明", meta{"weight", 5})
	for _, s := range t.Preface {
		fmt.Fprintf(w, "\n## %s\n", escape(s.Heading))
		for _, p := range s.Paragraphs {
			fmt.Fprintf(w, "\n%s\n", escape(p))
		}
	}
	b.add(w)
}
