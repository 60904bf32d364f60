// Command county makes a county of many towns from the list of one, to try and to measure how the handbook bears it:
// each further town has a name and an id of its own, and one of eight texts of its list differs at random, as the
// lists of real towns do. The same number makes the same county.
//
//	go run ./generator/built/county -towns 12 -out FOLDER [-data data] [-differ 8] [-seed 1]
package main

import (
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"strings"
)

func main() {
	towns := flag.Int("towns", 12, "how many towns, the first with its own list unchanged")
	out := flag.String("out", "", "the folder for the county's data; it must not exist")
	data := flag.String("data", "data", "the county whose only town is multiplied")
	differ := flag.Int("differ", 8, "one of so many texts differs; 0: none")
	seed := flag.Uint64("seed", 1, "another number makes other differences")
	flag.Parse()
	if *out == "" || flag.NArg() > 0 {
		flag.Usage()
		os.Exit(2)
	}
	if err := multiply(*data, *out, *towns, *differ, *seed); err != nil {
		fmt.Fprintln(os.Stderr, "county:", err)
		os.Exit(1)
	}
}

func multiply(data, out string, towns, differ int, seed uint64) error {
	if towns < 1 || towns > len(heads)*len(tails)+1 {
		return fmt.Errorf("there are names for 1 to %d towns", len(heads)*len(tails)+1)
	}
	if err := os.CopyFS(out, os.DirFS(data)); err != nil {
		return err
	}
	found, err := filepath.Glob(filepath.Join(data, "*", "town.toml"))
	if err != nil {
		return err
	}
	if len(found) != 1 {
		return fmt.Errorf("%s has %d towns, want one", data, len(found))
	}
	model := filepath.Dir(found[0])
	files, err := filepath.Glob(filepath.Join(model, "*.toml"))
	if err != nil {
		return err
	}
	for i := range towns - 1 {
		town := named(i)
		if err := os.Mkdir(filepath.Join(out, town.id), 0o777); err != nil {
			return err
		}
		random := rand.New(rand.NewPCG(seed, uint64(i)))
		for _, file := range files {
			name := filepath.Base(file)
			if name == "proof.toml" { // a town that is made up has no official text
				continue
			}
			raw, err := os.ReadFile(file)
			if err != nil {
				return err
			}
			text := town.rename(filepath.Base(model), string(raw))
			if name != "town.toml" && differ > 0 {
				text = changed(text, differ, random)
			}
			if err := os.WriteFile(filepath.Join(out, town.id, name), []byte(text), 0o666); err != nil {
				return err
			}
		}
	}
	return nil
}

type town struct{ id, name string }

// Names of towns are a head and a tail; every third is a 乡.
var (
	heads = []town{
		{"dong", "东"}, {"xi", "西"}, {"nan", "南"}, {"bei", "北"}, {"shang", "上"}, {"xia", "下"}, {"da", "大"},
		{"xiao", "小"}, {"xin", "新"}, {"lao", "老"}, {"qing", "青"}, {"bai", "白"},
	}
	tails = []town{
		{"he", "河"}, {"shan", "山"}, {"qiao", "桥"}, {"tang", "塘"}, {"ping", "坪"}, {"lin", "林"}, {"quan", "泉"},
		{"tian", "田"}, {"gou", "沟"}, {"hu", "湖"},
	}
)

func named(i int) town {
	head, tail := heads[i%len(heads)], tails[i/len(heads)%len(tails)]
	kind := "镇"
	if i%3 == 2 {
		kind = "乡"
	}
	return town{head.id + tail.id, head.name + tail.name + kind}
}

var ownName = regexp.MustCompile(`(?m)^name = "(.*)"`)

// rename gives a file of the model's the town's id and, in town.toml and wherever else that names it, the town's name.
func (t town) rename(model, text string) string {
	text = strings.Replace(text, fmt.Sprintf("id = %q\n", model), fmt.Sprintf("id = %q\n", t.id), 1)
	if name := ownName.FindStringSubmatch(text); name != nil && strings.Contains(text, "\n[declared]") {
		text = strings.ReplaceAll(text, name[1], t.name)
	}
	return text
}

var (
	key    = regexp.MustCompile(`^(\w+) = `)
	quoted = regexp.MustCompile(`"[^"\\]+"`)
)

// changed is a file of the list in which one of so many titles, duties and methods differs.
func changed(text string, differ int, random *rand.Rand) string {
	lines := strings.SplitAfter(text, "\n")
	of := ""
	for i, line := range lines {
		if found := key.FindStringSubmatch(line); found != nil {
			of = found[1]
		}
		switch of {
		case "title", "duties", "methods":
			lines[i] = quoted.ReplaceAllStringFunc(line, func(text string) string {
				if random.IntN(differ) != 0 {
					return text
				}
				return `"` + reworded(text[1:len(text)-1], random) + `"`
			})
		}
	}
	return strings.Join(lines, "")
}

// words are what one town writes for another's.
var words = [][2]string{
	{"负责", "承担"}, {"做好", "抓好"}, {"开展", "进行"}, {"配合", "协助"}, {"及时", "第一时间"}, {"上报", "报送"},
	{"加强", "强化"}, {"落实", "执行"}, {"指导", "帮助"}, {"建立", "设立"}, {"排查", "摸排"}, {"宣传", "宣讲"},
}

// reworded is a text that differs: in a word, by a clause more, or by a number.
func reworded(text string, random *rand.Rand) string {
	word := words[random.IntN(len(words))]
	if other := strings.Replace(text, word[0], word[1], 1); other != text {
		return other
	}
	clauses := []string{
		fmt.Sprintf("，每年不少于%d次", 1+random.IntN(12)),
		fmt.Sprintf("，%d个工作日内办结", 1+random.IntN(30)),
		"，并建立工作台账", "，并留存有关资料", "，重要情况及时报告", "，并督促问题整改到位",
	}
	clause := clauses[random.IntN(len(clauses))]
	end := strings.TrimRight(text, "；。")
	return end + clause + text[len(end):]
}
