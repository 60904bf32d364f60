package importer

import (
	"cmp"
	"regexp"
	"slices"
	"strings"

	"handbook/generator/diag"
	"handbook/generator/privacy"
)

// inChinese is what the check and the comparison say of a list, for the clerk. What is not here is said as it is.
var inChinese = []struct {
	english *regexp.Regexp
	chinese string
}{
	{regexp.MustCompile(`^'(.+)' closes nothing$`), "“$1”没有与它配对的前一半"},
	{regexp.MustCompile(`^'(.+)' is closed by '(.+)'$`), "“$1”与“$2”不配对"},
	{regexp.MustCompile(`^'(.+)' is not closed$`), "“$1”没有与它配对的后一半"},
	{regexp.MustCompile(`^'(.+)' stands twice$`), "标点“$1”连用了两次"},
	{regexp.MustCompile(`^"(.+)" stands twice in a row$`), "“$1”连写了两遍"},
	{regexp.MustCompile(`^(\S+) has the same title$`), "事项名称与 $1 相同"},
	{regexp.MustCompile(`^a block of no department, `), "上级职责中有一段没有写明是哪个部门的"},
	{regexp.MustCompile(`^"(.+)" heads no block, `), "对应部门“$1”在上级职责中没有写到"},
	{regexp.MustCompile(`^no mark like those of the block's other duties: (.+)$`), "这一条没有像同组其他条那样编号（$1）"},
	{regexp.MustCompile(`^(\S+) stands after (\S+)$`), "编号不连续：“$2”之后是“$1”"},
	{regexp.MustCompile(`half-width, between Chinese characters`), "中文里用了半角标点"},
	{regexp.MustCompile(`, between Chinese characters`), "汉字之间有空格"},
	{regexp.MustCompile(`IDEOGRAPHIC SPACE, within a text`), "文字中间有全角空格"},
	{regexp.MustCompile(`^an? .+ number \((.+)\) in the text$`), "文字里有$1，清单要公开，不能有个人的号码"},
	{regexp.MustCompile(`^the text is empty$`), "这里没有文字"},
	{regexp.MustCompile(`^a text of (\d+) characters$`), "一段文字有 $1 个字，太长，可能有几格连在了一起"},
	{regexp.MustCompile(`^the document declares (\d+) .+, the list has (\d+)$`), "合计数写的是 $1，清单里数出 $2"},
	{regexp.MustCompile(`^'(.+)' is .+ and only looks like '(.+)', .+$`), "“$1”是部首，只是看起来像“$2”"},
	{regexp.MustCompile(`^"(.+)" stands twice in departments$`), "部门“$1”写了两遍"},
	{regexp.MustCompile(`^a block without a head stands after another$`), "这一格后面有一段没有小标题，分不清是谁的"},
	{regexp.MustCompile(`^"(.+)" heads two blocks$`), "部门“$1”在这一格里写了两段"},
	{regexp.MustCompile(`^no duties of the county$`), "上级部门的职责没有写"},
	{regexp.MustCompile(`^no duties of the town$`), "本级的职责没有写"},
	{regexp.MustCompile(`^"(.+)" heads a block but is not in departments$`), "职责里的部门“$1”不在这一项的部门栏里"},
	{regexp.MustCompile(`^the number "(.+)" stands in the text$`), "这一条职责里还留着编号“$1”"},
	{regexp.MustCompile(`^a colon ends the heading$`), "小标题末尾有冒号"},
	{regexp.MustCompile(`^"(.+)" takes over twice$`), "承接部门“$1”写了两遍"},
	{regexp.MustCompile(`^nobody takes the item over, and nothing is said instead$`), "没有写由谁承接，也没有说明"},
	{regexp.MustCompile(`^a statement in a cell that is said to be empty$`), "这一格记作空白，却有文字"},
	{regexp.MustCompile(`^a statement beside departments that take over$`), "这一格既有承接部门，又有说明"},
	{regexp.MustCompile(`^"(.+)" is what an empty cell has, and no text$`), "“$1”表示空白，不是文字"},
	{regexp.MustCompile(`^the cell "(.+)" is not empty$`), "“$1”一格记作空白，却有文字"},
	{regexp.MustCompile(`^the column "(.+)" stands twice$`), "“$1”一栏写了两遍"},
	{regexp.MustCompile(`^no text of the column "(.+)"$`), "“$1”一栏没有文字"},
	{regexp.MustCompile(`^a role of more than (\d+) characters$`), "部门后面的牵头、配合等字样超过 $1 个字"},
	{regexp.MustCompile(`^no list of the town has an item`), "没有读到一个事项"},
	{regexp.MustCompile(`^this line of the source is not in the list$`), "文件里的这一行在清单里找不到"},
}

// sayInChinese says what a finding says, with the characters that it is about; numbers of persons are masked.
func sayInChinese(f diag.Finding) string {
	f.Message, f.Text = privacy.Mask(f.Message), privacy.Mask(f.Text)
	said := f.Message
	for _, way := range inChinese {
		if at := way.english.FindStringSubmatchIndex(f.Message); at != nil {
			said = string(way.english.ExpandString(nil, way.chinese, f.Message, at))
			break
		}
	}
	line := []rune(f.Text)
	from, to := f.Col-1, f.Col-1+cmp.Or(f.Len, 1)
	if f.Col == 0 || to > len(line) || strings.HasPrefix(f.Text, "[[") { // a TOML table's head says nothing to a clerk
		return said
	}
	// A few characters around it tell where it is; what is no text, a key and quotation marks, does not.
	first, last := max(0, from-around), min(len(line), to+around, from+mostShown)
	if at := slices.Index(line[:from+1], '"'); at >= first {
		first = at + 1
	}
	if at := slices.Index(line[to-1:last], '"'); at >= 0 {
		last = to - 1 + at
	}
	return said + "：“" + string(line[first:max(first, last)]) + "”"
}

const (
	around    = 8
	mostShown = 60
)
