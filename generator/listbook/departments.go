package listbook

import (
	"slices"
	"strings"

	"handbook/generator/record"
)

// departmentLines writes the cell of an item's departments: a line each, with what is printed beside the name in
// brackets.
func departmentLines(names []string, roles map[string]string) []string {
	var lines []string
	for _, name := range names {
		if role := roles[name]; role != "" {
			name += "（" + role + "）"
		}
		lines = append(lines, name)
	}
	return lines
}

// readDepartments reads that cell back: names stand on lines of their own, or have 、 between them. A line that is a
// name as it stands is one, whatever is in it.
func readDepartments(lines, known []string) (names []string, roles map[string]string, slips []slip) {
	for _, line := range lines {
		texts := []string{line}
		if name, _ := nameAndRole(line, known); !slices.Contains(known, name) {
			texts = strings.FieldsFunc(line, isComma)
		}
		for _, text := range texts {
			name, role := nameAndRole(strings.TrimSpace(text), known)
			if name == "" {
				continue
			}
			if !slices.Contains(known, name) {
				slips = append(slips, unknownDepartment(name, known))
			}
			if slices.Contains(names, name) {
				slips = append(slips, slipf("部门“%s”写了两遍", name))
				continue
			}
			names = append(names, name)
			if role != "" {
				if roles == nil {
					roles = map[string]string{}
				}
				roles[name] = role
			}
		}
	}
	return names, roles, slips
}

// nameAndRole parts a department's name from what stands in brackets behind it. A name may itself end with brackets.
func nameAndRole(text string, known []string) (name, role string) {
	if slices.Contains(known, text) {
		return text, ""
	}
	at := max(strings.LastIndex(text, "（"), strings.LastIndex(text, "("))
	if at > 0 {
		if inner, ok := inBrackets(text[at:]); ok {
			return text[:at], inner
		}
	}
	return text, ""
}

func unknownDepartment(name string, known []string) slip {
	if near, ok := record.Nearest(name, known); ok {
		return slipf("“%s”不是“%s”表里的部门：是不是“%s”？", name, departmentSheet, near)
	}
	return slipf("“%s”不是“%s”表里的部门：写全称；新的部门先在那张表里加一行", name, departmentSheet)
}

func unknownCategory(name string, known []string) slip {
	if near, ok := record.Nearest(name, known); ok {
		return slipf("“%s”不是“%s”表里的类别：是不是“%s”？", name, categorySheet, near)
	}
	return slipf("“%s”不是“%s”表里的类别：新的类别先在那张表里加一行", name, categorySheet)
}
