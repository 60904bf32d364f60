package listbook

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"handbook/generator/list"
	"handbook/generator/listfile"
)

// The grammar of a cell of duties is that of the official tables: a head on a line of its own, with a colon at its end,
// and below it the duties, a line each, numbered where there are several. What would be read as something else opens
// with one of these marks.
const (
	asText   = "【文】" // the line is a duty, whatever it looks like
	asHead   = "【题】" // the line is a sub-heading, and no department
	newBlock = "【段】" // another block begins, without a head
	goesOn   = "【续】" // the line goes on with the text before, which a row had no room for
)

var marks = []string{asText, asHead, newBlock, goesOn}

// marked is whether a text opens with a mark.
func marked(text string) bool {
	return slices.ContainsFunc(marks, func(m string) bool { return strings.HasPrefix(text, m) })
}

// A slip is what is wrong with a line of a cell, in Chinese: a clerk reads it.
type slip struct{ text string }

func slipf(format string, a ...any) slip { return slip{fmt.Sprintf(format, a...)} }

// The words of a cell that says who took an item over.
const (
	takenBy = "承接部门："
	how     = "工作方式："
)

// numberedLine is a line with a number before it. A digit behind the dot makes it an amount: 1.5万.
var numberedLine = regexp.MustCompile(`^([0-9]{1,3})[.．、]([^0-9].*)$`)

// number parts a line from the number before it; 0 where it has none.
func number(line string) (n int, rest string) {
	found := numberedLine.FindStringSubmatch(line)
	if found == nil {
		return 0, line
	}
	n, _ = strconv.Atoi(found[1])
	return n, strings.TrimSpace(found[2])
}

// isHead is whether a line is a head: it ends with a colon.
func isHead(line string) bool { return strings.HasSuffix(line, "：") || strings.HasSuffix(line, ":") }

// withoutColon is a head without its colon.
func withoutColon(line string) string {
	if head, ok := strings.CutSuffix(line, "："); ok {
		return head
	}
	return strings.TrimSuffix(line, ":")
}

// headOf parts the head of a block, without its colon: which of the departments it names, and the sub-heading.
func headOf(head string, names []string) (department, heading string) {
	for _, name := range names {
		rest, ok := strings.CutPrefix(head, name)
		switch inner, closed := inBrackets(rest); {
		case ok && rest == "":
			return name, ""
		case ok && closed && len(name) > len(department):
			department, heading = name, inner
		}
	}
	if department == "" {
		heading = head
	}
	return department, heading
}

// inBrackets is what a text has between the brackets that it begins and ends with.
func inBrackets(text string) (inner string, ok bool) {
	for _, b := range [][2]string{{"（", "）"}, {"(", ")"}} {
		if inner, ok := strings.CutPrefix(text, b[0]); ok {
			if inner, ok := strings.CutSuffix(inner, b[1]); ok && inner != "" {
				return inner, true
			}
		}
	}
	return "", false
}

// dutyLines writes the lines of a cell of duties. The names are those of the item's departments, which the cell may
// have as heads; the known departments are those that a sub-heading could be mistaken for.
func dutyLines(blocks []listfile.Block, names, known []string) []string {
	var lines []string
	for n, b := range blocks {
		head := b.Heading
		if b.Department != "" {
			head = b.Department
			if b.Heading != "" {
				head += "（" + b.Heading + "）"
			}
		}
		switch department, heading := headOf(head, names); {
		case head == "" && n > 0:
			lines = append(lines, newBlock)
		case head == "":
		case b.Department == "" && (department != "" || heading != head || marked(head) || numberedAsText(head) ||
			slices.Contains(known, head)):
			lines = append(lines, asHead+head+"：")
		default:
			lines = append(lines, head+"：")
		}
		lines = append(lines, runLines(b.Duties)...)
	}
	return lines
}

// runLines writes the duties of a block.
func runLines(duties []string) []string {
	var lines []string
	counted := len(duties) > 1 && !list.Marked(duties)
	for n, d := range duties {
		amount := d != "" && d[0] >= '0' && d[0] <= '9'
		switch numbered, _ := number(d); {
		case isHead(d), marked(d), counted && amount, !counted && numbered > 0,
			len(duties) == 1 && (list.Nothing(d) || d == list.Blank):
			d = asText + d
		}
		if counted {
			d = strconv.Itoa(n+1) + "." + d
		}
		lines = append(lines, d)
	}
	return lines
}

// A run are the duties of a block that is being read.
type run struct {
	duties  []string
	last    int // the number of the last one
	counted int // how many have a number
}

func (r *run) add(line string) (slips []slip) {
	n, text := number(line)
	if n > 0 {
		r.counted++
		if n != r.last+1 {
			slips = append(slips, slipf("编号不连续：%d 之后是 %d：“%s”", r.last, n, short(line)))
		}
		r.last = n
	}
	if plain, ok := strings.CutPrefix(text, asText); ok {
		text = plain
	}
	if text == "" {
		slips = append(slips, slipf("编号后面没有文字：“%s”", short(line)))
	}
	r.duties = append(r.duties, text)
	return slips
}

// done is what is wrong with the run as a whole.
func (r *run) done(head string) []slip {
	switch {
	case len(r.duties) == 0 && head != "":
		return []slip{slipf("“%s”下面没有职责", short(head))}
	case r.counted > 0 && r.counted < len(r.duties):
		return []slip{slipf("有的职责编了号，有的没有：每条一行，编号 1. 2. 3.；接着上一行的文字不要另起一行（“%s”）",
			short(r.duties[0]))}
	case r.counted == 0 && len(r.duties) > 1 && !list.Marked(r.duties):
		return []slip{slipf("几行职责没有编号：每条一行，编号 1. 2. 3.（“%s”）", short(r.duties[1]))}
	}
	return nil
}

// readDuties reads a cell of duties back. The known departments are those that a head may not be mistaken for.
func readDuties(lines, names, known []string) (blocks []listfile.Block, slips []slip) {
	var b listfile.Block
	var r run
	head, open := "", false
	end := func() {
		if open {
			slips = append(slips, r.done(head)...)
			b.Duties = r.duties
			blocks = append(blocks, b)
		}
		b, r, head, open = listfile.Block{}, run{}, "", true
	}
	for _, line := range lines {
		switch {
		case line == newBlock:
			end()
			head = newBlock
		case strings.HasPrefix(line, asHead):
			end()
			head = withoutColon(strings.TrimPrefix(line, asHead))
			b.Heading = head
		case strings.HasPrefix(line, newBlock):
			slips = append(slips, slipf("“%s”要单独占一行", newBlock))
		case isHead(line) && !numberedAsText(line):
			end()
			head = withoutColon(line)
			b.Department, b.Heading = headOf(head, names)
			if b.Department == "" && slices.Contains(known, head) {
				slips = append(slips, slipf("“%s”不在这一项的部门栏里：在部门栏里也写上；如果它只是小标题，写成“%s%s：”", head, asHead, head))
			}
		default:
			if !open {
				end()
			}
			slips = append(slips, r.add(line)...)
		}
	}
	end()
	return blocks, slips
}

// numberedAsText is whether a line is marked as a duty, with a number or without.
func numberedAsText(line string) bool {
	_, rest := number(line)
	return strings.HasPrefix(rest, asText)
}

// takeoverLines writes the lines of the cell that says who took an item over, and how. The known are the departments of
// the registry.
func takeoverLines(blocks []listfile.Block, statement string, known []string) []string {
	if len(blocks) == 0 && statement != "" {
		return []string{statementLine(statement, known)}
	}
	var lines []string
	for _, b := range blocks {
		lines = append(lines, takenBy+b.Department)
		switch duties := runLines(b.Duties); len(duties) {
		case 0: // how is not said
		case 1:
			lines = append(lines, how+duties[0])
		default:
			lines = append(append(lines, how), duties...)
		}
	}
	return lines
}

// statementLine is a statement as a cell has it. One that begins with a department's name could be meant for who took
// the item over.
func statementLine(s string, known []string) string {
	if opensTakeover(s) || opensWith(s, known) != "" || marked(s) || list.Nothing(s) || s == list.Blank {
		return asText + s
	}
	return s
}

// opensWith is the department that a line begins with, or "".
func opensWith(line string, known []string) string {
	name := ""
	for _, k := range known {
		if strings.HasPrefix(line, k) && len(k) > len(name) {
			name = k
		}
	}
	return name
}

func opensTakeover(line string) bool {
	line = wideColon(line)
	return strings.HasPrefix(line, takenBy) || strings.HasPrefix(line, how)
}

// wideColon is a line whose first colon is a wide one.
func wideColon(line string) string {
	if at := strings.IndexAny(line, ":："); at >= 0 && line[at] == ':' {
		return line[:at] + "：" + line[at+1:]
	}
	return line
}

// readTakeover reads that cell back. The known are the departments of the registry.
func readTakeover(lines, known []string) (blocks []listfile.Block, statement string, slips []slip) {
	if !slices.ContainsFunc(lines, opensTakeover) {
		if len(lines) != 1 {
			slips = append(slips, slipf("没有写“%s”，就只能写一行说明；这里有 %d 行", takenBy, len(lines)))
		} else if name := opensWith(lines[0], known); name != "" {
			slips = append(slips, slipf("以部门开头，却没有写“%s”：由它承接的，写成“%s%s”，换行再写“%s……”；只是一句说明的，前面加“%s”",
				takenBy, takenBy, name, how, asText))
		}
		return nil, strings.TrimPrefix(strings.Join(lines, ""), asText), slips
	}
	var b *listfile.Block
	var r run
	said := false // 工作方式 stands there, whatever follows
	end := func() {
		switch {
		case b == nil:
			return
		case len(r.duties) == 0 && said:
			slips = append(slips, slipf("“%s%s”的“%s”后面没有文字：原文没有写的，这一行删去", takenBy, b.Department, how))
		default:
			slips = append(slips, r.done("")...)
		}
		b.Duties = r.duties
		blocks = append(blocks, *b)
	}
	for _, line := range lines {
		if opensTakeover(line) {
			line = wideColon(line)
		}
		name, opens := strings.CutPrefix(line, takenBy)
		method, goes := strings.CutPrefix(line, how)
		switch {
		case opens:
			end()
			name = strings.TrimSpace(name)
			b, r, said = &listfile.Block{Department: name}, run{}, false
			if !slices.Contains(known, name) {
				slips = append(slips, unknownDepartment(name, known))
			}
		case b == nil:
			slips = append(slips, slipf("“%s”前面要先写“%s…”", short(line), takenBy))
			b, r = &listfile.Block{}, run{}
		case goes && !said:
			said = true
			if method = strings.TrimSpace(method); method != "" {
				slips = append(slips, r.add(method)...)
			}
		case !said:
			slips = append(slips, slipf("“%s”前面要先写“%s”", short(line), how))
			said = true
			slips = append(slips, r.add(line)...)
		default:
			slips = append(slips, r.add(line)...)
		}
	}
	end()
	return blocks, "", slips
}

// short is the beginning of a text, to tell it by.
func short(text string) string { return shortened(text, 20) }

func shortened(text string, most int) string {
	runes := []rune(text)
	if len(runes) <= most {
		return text
	}
	return string(runes[:most]) + "…"
}
