package book

import (
	"crypto/sha256"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"handbook/generator/book/manuscript"
	"handbook/generator/book/pdf"
)

// ticketName is what the ticket is called, behind the town's id: it is for people, who look for it.
const ticketName = "-交印说明.txt"

// leastGlued is how thick what is bound with glue is at the least, in mm: of less, the glue holds too little.
const leastGlued = 3.

// ticket writes what a print shop asks before it prints: what each file is, of what size, paper and inks, how it is
// bound, and how to tell that it arrived whole. It is for any program, Windows' Notepad above all, which takes a text
// for UTF-8 by its first bytes.
func (f *editionFiles) ticket(b *manuscript.Book, usual, large *printed) error {
	t := ticket{book: b, folder: f.config.Work}
	t.line("%s　交印说明", b.Title)
	t.line("")
	t.line("本文件与书同时生成，说明交给印刷厂的各个文件。书有改动时，请用新的一套，不要混用。")
	t.head("一、交印刷厂的文件")
	t.edition("普通版", b.Town.ID, usual)
	t.line("")
	t.edition("大字版", b.Town.ID+"-large", large)
	t.head("二、成品和装订")
	t.line("成品尺寸：210 × 297 毫米（A4），四边出血 3 毫米；裁切线在出血之外，长 7 毫米。")
	filled := "页数是 4 的倍数"
	if n := usual.binding.notes(); n > 0 {
		filled = fmt.Sprintf("页数用末尾 %d 页“记事”补足为 4 的倍数", n)
	}
	bound := "左侧胶装（无线胶订）"
	if usual.binding.spine() < leastGlued {
		bound = "骑马订或平订（内文薄，不宜胶装）"
	}
	t.line("装订：%s；订口一侧的页边 28 毫米。内文第 1 页是扉页，%s。", bound, filled)
	t.line("封面：封底、书脊、封面连成一张；上下边的虚线是书脊的折线。封二、封三空白。")
	t.line("书脊：按内文用纸每平方米 %d 克、每张厚 %.3g 毫米计算，取到 0.5 毫米。换纸以后书脊要重算：", usual.binding.paper,
		usual.binding.leaf)
	t.line("请告诉编印单位纸的克重或厚度，填入 %s/town.toml 的 [book]（paper、thickness），重新生成。", b.Town.ID)
	t.head("三、油墨")
	t.line("内文：单黑。文字和线条都是 K 100%%，细线 %.1f 磅；只有统计图的条形是灰（K 80%%）。", hair)
	pictures := func(a manuscript.Appendix) bool { return strings.Contains(string(a.Body), "<img") }
	if slices.ContainsFunc(b.Appendices, pictures) {
		t.line("　　　附录里的图片是屏幕颜色的灰度图，请转为单黑。")
	}
	t.line("封面：四色，主色 C25 M90 Y100 K18（总墨量 233%%），文字单黑。没有专色，没有透明效果，没有位图。")
	t.line("字体全部嵌入。印刷条件标为内文 %s（胶版纸）、封面 %s（涂料纸），用其他条件的，按厂里的做。", uncoated, coated)
	t.line("页面框、出血框、输出条件、陷印标记按 PDF/X-4 的要求写；没有内嵌 ICC 特性文件，没有生成时间")
	t.line("（相同的书是相同的文件），也没有经过检验工具检验，所以不声明是 PDF/X-4。")
	t.head("四、印刷厂可能要问的")
	for _, fact := range manuscript.Imprint(b.Town) {
		text := fact.Text
		switch {
		case text != "":
		case fact.Key == "book.permit":
			text = "未填写。本书是否属于内部资料性出版物、要不要准印证，请编印单位问当地新闻出版部门"
		default:
			text = "未填写，书上没有印"
		}
		t.line("%s：%s。", fact.Name, strings.TrimSuffix(text, "。"))
	}
	t.head("五、不交印刷厂、自己印")
	t.line("%s：A3 双面打印，沿短边翻转，不缩放；每帖对折，按帖标（折缝上的黑块）的次序叠齐，", b.Town.ID+"-a3.pdf")
	t.line("锁线（只有一帖的骑马订）后再粘封面。共 %s。", signaturesOf(usual.binding))
	t.line("网站上的 handbook.pdf：A4 双面打印，直接胶装，第 1 页就是封面，可以另用厚纸打印。")
	t.line("%s：大字版，A4 双面打印，同上。", b.Town.ID+"-large.pdf")
	if t.err != nil {
		return t.err
	}
	return os.WriteFile(f.file(f.config.Dist, b.Town.ID+ticketName), []byte("\ufeff"+t.text.String()), 0o644)
}

// A ticket is the text as far as it is written.
type ticket struct {
	book   *manuscript.Book
	folder string // that the files are in
	text   strings.Builder
	err    error
}

func (t *ticket) line(format string, args ...any) { fmt.Fprintf(&t.text, format+"\r\n", args...) }

func (t *ticket) head(text string) {
	t.line("")
	t.line("%s", text)
}

// edition names the files of an edition.
func (t *ticket) edition(name, file string, p *printed) {
	spine := p.binding.spine()
	t.line("%s", name)
	t.line("　内文　%s-print.pdf", file)
	t.line("　　　　%d 页，%d 张，每平方米 %d 克", p.binding.bound(), p.binding.bound()/2, p.binding.paper)
	t.sum(file + "-print.pdf")
	t.line("　封面　%s-cover.pdf", file)
	t.line("　　　　展开 %g × 297 毫米：封底 210，书脊 %g，封面 210；用纸由编印单位与印刷厂商定", 420+spine, spine)
	t.sum(file + "-cover.pdf")
}

// sum writes by what a file is known to have arrived whole.
func (t *ticket) sum(file string) {
	text, err := os.ReadFile(filepath.Join(t.folder, file))
	if err != nil && t.err == nil {
		t.err = err
	}
	t.line("　　　　%d 字节，SHA-256 %x", len(text), sha256.Sum256(text))
}

// signaturesOf says how many signatures there are, and of how many sheets.
func signaturesOf(b binding) string {
	all := pdf.Signatures(b.bound(), mostSheets)
	if first, last := all[0], all[len(all)-1]; first != last {
		return fmt.Sprintf("%d 帖，每帖 %d 或 %d 张", len(all), first, last)
	}
	return fmt.Sprintf("%d 帖，每帖 %d 张", len(all), all[0])
}
