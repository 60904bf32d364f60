package listbook

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"slices"
	"strings"
	"time"

	"github.com/xuri/excelize/v2"
)

// A look is how a cell is set.
type look int

// The looks.
const (
	lookText   look = iota // running text, from the top
	lookMiddle             // a short text, in the middle of its row
	lookCenter             // a number or a word, in the middle of its cell
	lookAside              // the editor's, grey: no part of the official list
	lookCode               // likewise, an id
	lookTyped              // a number or date that stays as it is typed
	lookEmpty              // what says that a cell is empty
	lookTitle
	lookHead
	lookHeadAside
	lookSection
	lookGuide
	lookGuideHead
	lookMark // what the reader knows the workbook by
)

// The sizes of text, in points.
const (
	size      = 10
	sizeAside = 9
	sizeTitle = 16
)

// A column of a sheet.
type column struct {
	key   string // what its cells say
	head  string
	width float64 // in pixels
	look  look
}

// aside is whether the column is the editor's, which is not printed.
func (c column) aside() bool { return c.look == lookAside || c.look == lookCode }

func (c column) size() float64 {
	if c.aside() {
		return sizeAside
	}
	return size
}

// A cell is its text, and how it is set where not as its column is.
type cell struct {
	text   string
	number int // where it is one, and not 0
	look   look
	rich   []excelize.RichTextRun // the text, where parts of it are set otherwise
}

// A row of a sheet.
type row struct {
	cells  []cell
	height float64
}

// A choice is the texts that a program offers for some cells.
type choice struct {
	cells  string // D3:D40 or several, with spaces
	source string // a range of cells, or texts with commas between them, in quotes
	hint   string // is said where something else is typed; "" lets it pass
}

// A sheet is a table, with its title and its heads above.
type sheet struct {
	name, title string
	foot        string // is printed below each page, at the left
	right       string // likewise, at the right
	columns     []column
	rows        []row
	frozen      int  // columns that stay in sight
	filter      bool // its rows can be sorted and chosen
	bare        bool // without heads and rules
	aside       int  // how many of its last rows are not printed
	choices     []choice
}

// printed is how many columns are printed: those that are not the editor's.
func (s *sheet) printed() int {
	n := slices.IndexFunc(s.columns, column.aside)
	if n <= 0 {
		return len(s.columns)
	}
	return n
}

// firstRow is the number of the row below the heads.
func (s *sheet) firstRow() int {
	if s.bare {
		return 2
	}
	return 3
}

// A book is a workbook that is being written.
type book struct {
	file   *excelize.File
	styles map[look]int
}

const (
	song = "宋体"
	hei  = "黑体"
	rule = "7F7F7F"
	thin = "BFBFBF"
	grey = "7F7F7F"
)

func newBook(title, author string) (*book, error) {
	b := &book{file: excelize.NewFile(), styles: map[look]int{}}
	b.file.SetZipWriter(func(w io.Writer) excelize.ZipWriter { return &sameZip{to: w} })
	const at = "2000-01-01T00:00:00Z" // equal lists make equal files
	if err := errors.Join(
		b.file.SetDocProps(&excelize.DocProperties{Title: title, Creator: author, LastModifiedBy: author, Created: at,
			Modified: at, Language: "zh-CN"}),
		b.file.SetDefaultFont(song),
		b.file.SetAppProps(&excelize.AppProperties{Application: "Microsoft Excel"}),
	); err != nil {
		return nil, err
	}
	return b, nil
}

// add adds a sheet.
func (b *book) add(s *sheet) error {
	if err := b.name(s); err != nil {
		return err
	}
	if err := b.page(s); err != nil {
		return err
	}
	w, err := b.file.NewStreamWriter(s.name)
	if err != nil {
		return err
	}
	if err := b.frame(w, s); err != nil {
		return err
	}
	return errors.Join(b.write(w, s), w.Flush())
}

// name makes an empty sheet. The first is the one that a new workbook has: to remove that would read back every other.
func (b *book) name(s *sheet) error {
	const first = "Sheet1"
	if slices.Equal(b.file.GetSheetList(), []string{first}) {
		return b.file.SetSheetName(first, s.name)
	}
	_, err := b.file.NewSheet(s.name)
	return err
}

// page says how a sheet is printed: on A4, as wide as the page, with numbers of pages below.
func (b *book) page(s *sheet) error {
	yes, no, landscape, a4, one, any := true, false, "landscape", 9, 1, 0
	side, top, bottom, foot := 0.47, 0.55, 0.62, 0.3
	if s.bare {
		any = 1
	}
	f := b.file
	if s.filter { // first of all: it forgets what was said of the sheet
		end, _ := excelize.CoordinatesToCellName(len(s.columns), max(len(s.rows), 1)+2)
		if err := f.AutoFilter(s.name, "A2:"+end, nil); err != nil {
			return err
		}
	}
	if err := errors.Join(
		f.SetSheetProps(s.name, &excelize.SheetPropsOptions{FitToPage: &yes}),
		f.SetPageLayout(s.name, &excelize.PageLayoutOptions{
			Size: &a4, Orientation: &landscape, FitToWidth: &one, FitToHeight: &any,
		}),
		f.SetPageMargins(s.name, &excelize.PageLayoutMarginsOptions{
			Left: &side, Right: &side, Top: &top, Bottom: &bottom, Header: &foot, Footer: &foot, Horizontally: &yes,
		}),
		f.SetSheetView(s.name, 0, &excelize.ViewOptions{ShowGridLines: &no}),
		f.SetHeaderFooter(s.name, &excelize.HeaderFooterOptions{OddFooter: foots(s.foot, s.right)}),
	); err != nil {
		return err
	}
	name := quoted(s.name)
	last, _ := excelize.ColumnNumberToName(s.printed())
	area := ""
	switch {
	case s.aside > 0:
		area = fmt.Sprintf("$A$1:$%s$%d", last, s.firstRow()+len(s.rows)-1-s.aside)
	case s.printed() < len(s.columns):
		area = "$A:$" + last
	}
	if area != "" {
		if err := f.SetDefinedName(&excelize.DefinedName{
			Name: "_xlnm.Print_Area", RefersTo: name + "!" + area, Scope: s.name,
		}); err != nil {
			return err
		}
	}
	if s.bare {
		return nil
	}
	if err := f.SetDefinedName(&excelize.DefinedName{
		Name: "_xlnm.Print_Titles", RefersTo: name + "!$1:$2", Scope: s.name,
	}); err != nil {
		return err
	}
	for _, c := range s.choices {
		v := excelize.NewDataValidation(true)
		v.Sqref, v.Type, v.Formula1 = c.cells, "list", c.source
		if c.hint != "" {
			v.SetError(excelize.DataValidationErrorStyleWarning, "不在表里", c.hint)
		} else {
			v.ShowErrorMessage = false
		}
		if err := f.AddDataValidation(s.name, v); err != nil {
			return err
		}
	}
	return nil
}

// foots is the line below a page. The spaces keep what begins with a digit from being taken for the size of the text.
func foots(left, right string) string {
	escape := func(s string) string { return strings.ReplaceAll(shortened(s, 40), "&", "&&") }
	return "&L&9 " + escape(left) + "&C&9 第 &P 页 共 &N 页&R&9 " + escape(right)
}

func quoted(sheet string) string { return "'" + strings.ReplaceAll(sheet, "'", "''") + "'" }

// frame says what stays in sight, and how wide the columns are.
func (b *book) frame(w *excelize.StreamWriter, s *sheet) error {
	panes := &excelize.Panes{Freeze: true, YSplit: s.firstRow() - 1, XSplit: s.frozen, ActivePane: "bottomLeft"}
	if s.frozen > 0 {
		panes.ActivePane = "bottomRight"
	}
	panes.TopLeftCell, _ = excelize.CoordinatesToCellName(s.frozen+1, s.firstRow())
	if err := w.SetPanes(panes); err != nil {
		return err
	}
	for n, c := range slices.Backward(s.columns) { // each is written before those that were set before
		const digit = 8 // pixels: widths are given in digits of the workbook's usual font, 宋体 of 11 points
		if err := w.SetColWidth(n+1, n+1, c.width/digit); err != nil {
			return err
		}
	}
	return nil
}

// write writes the title, the heads, and the rows.
func (b *book) write(w *excelize.StreamWriter, s *sheet) error {
	set := func(n int, cells []cell, height float64) error {
		values := make([]any, 0, len(cells))
		for _, c := range cells {
			id, err := b.style(c.look)
			if err != nil {
				return err
			}
			v := excelize.Cell{StyleID: id}
			switch {
			case len(c.rich) > 0:
				v.Value = c.rich
			case c.number != 0:
				v.Value = c.number
			case c.text != "":
				v.Value = c.text
			}
			values = append(values, v)
		}
		at, _ := excelize.CoordinatesToCellName(1, n)
		if n == 1 && s.printed() > 1 {
			end, _ := excelize.CoordinatesToCellName(s.printed(), n)
			if err := w.MergeCell(at, end); err != nil {
				return err
			}
		}
		return w.SetRow(at, values, excelize.RowOpts{Height: height})
	}
	if err := set(1, []cell{{text: s.title, look: lookTitle}}, 34); err != nil {
		return err
	}
	if !s.bare {
		var heads []cell
		lines := 1
		for _, c := range s.columns {
			l := lookHead
			if c.aside() {
				l = lookHeadAside
			}
			heads = append(heads, cell{text: c.head, look: l})
			lines = max(lines, lineCount(c.head, c.width-16, size)) // the filter's button covers an end
		}
		if err := set(2, heads, height(lines)); err != nil {
			return err
		}
	}
	for n, r := range s.rows {
		if err := set(s.firstRow()+n, r.cells, r.height); err != nil {
			return err
		}
	}
	return nil
}

// style is the number of a look in the workbook.
func (b *book) style(l look) (int, error) {
	id, ok := b.styles[l]
	if ok {
		return id, nil
	}
	id, err := b.file.NewStyle(styles[l])
	b.styles[l] = id
	return id, err
}

// bytes is the workbook as a file.
func (b *book) bytes() ([]byte, error) {
	var out bytes.Buffer
	err := b.file.Write(&out)
	return out.Bytes(), err
}

// sameZip writes the same file for the same content: its parts in one order, without times.
type sameZip struct {
	to    io.Writer
	parts []*part
}

// zipTime is the time of all parts of the file: the earliest that it can have.
var zipTime = time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC)

type part struct {
	name string
	bytes.Buffer
}

func (z *sameZip) Create(name string) (io.Writer, error) {
	p := &part{name: name}
	z.parts = append(z.parts, p)
	return p, nil
}

func (z *sameZip) AddFS(fs.FS) error { return errors.ErrUnsupported }

func (z *sameZip) Close() error {
	first := func(name string) int { // what programs look for at the beginning of the file
		return slices.Index([]string{"_rels/.rels", "[Content_Types].xml"}, name)
	}
	slices.SortFunc(z.parts, func(a, b *part) int {
		if d := first(b.name) - first(a.name); d != 0 {
			return d
		}
		return strings.Compare(a.name, b.name)
	})
	w := zip.NewWriter(z.to)
	packer, err := flate.NewWriter(nil, flate.DefaultCompression) // one for all parts: a new one takes a megabyte
	if err != nil {
		return err
	}
	w.RegisterCompressor(zip.Deflate, func(out io.Writer) (io.WriteCloser, error) {
		packer.Reset(out)
		return packer, nil
	})
	for _, p := range z.parts {
		text := p.Bytes()
		if strings.HasPrefix(p.name, "xl/worksheets/") {
			// A height that is not the user's own: the row grows with its text when somebody edits it.
			title, rest, _ := bytes.Cut(text, []byte(`<row r="2"`))
			rest = bytes.ReplaceAll(rest, []byte(`" customHeight="1">`), []byte(`">`))
			title = bytes.Replace(title, []byte(` filterMode="true"`), nil, 1) // nothing is left out
			text = slices.Concat(title, []byte(`<row r="2"`), rest)
		}
		f, err := w.CreateHeader(&zip.FileHeader{Name: p.name, Method: zip.Deflate, Modified: zipTime})
		if err != nil {
			return err
		}
		if _, err := f.Write(text); err != nil {
			return err
		}
	}
	return w.Close()
}
