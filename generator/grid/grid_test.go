package grid

import "testing"

const example = `text 奎依巴格镇履职事项清单
table 配合履职
#|序号|事项类别|事项名称|上级部门职责|
|一、党的建设（2项）|<|<|<|
|1|党的建设|推荐党代表|{1.}审核；¶{2.}批复。|
|2|^|“五小工程”建设|1.根据镇级上报的使用需求进行规~⏎划布局；⏎2.验收。|
left 删除线: 作废文字；
doubt 第 3 行的编号不连续
`

func TestTextForm(t *testing.T) {
	d, err := Parse("example", example)
	if err != nil {
		t.Fatal(err)
	}
	if got := Format(d); got != example {
		t.Errorf("got\n%s", got)
	}
	rows := d.Parts[1].Table.Rows
	if c := rows[3].Cells[1]; c.Above != rows[2].Cells[1] {
		t.Errorf("merged with %v", c.Above)
	}
	if c := rows[1].Cells[0]; c.Wide != 4 {
		t.Errorf("the group row is %d columns wide", c.Wide)
	}
	line := rows[3].Cells[3].Lines[0]
	if !line.Full || !line.Hard || rows[3].Cells[3].Lines[1].Hard {
		t.Errorf("lines %+v", rows[3].Cells[3].Lines)
	}
}

func TestOwn(t *testing.T) {
	l := &Line{Text: "泽普县：办"}
	if !l.Own(0, 3, Value) || !l.Own(3, 4, Separator) || l.Own(2, 5, Heading) {
		t.Error("a character with an owner was given away, or one without was not")
	}
	if Characters(" 一 二\t三\n") != 3 {
		t.Error("white space counts")
	}
}
