package listbook

import (
	"bytes"
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"unicode"

	"github.com/xuri/excelize/v2"

	"handbook/generator/list"
	"handbook/generator/needs"
)

// fit is a macro of LibreOffice that writes how tall each row of a workbook is, and how tall it has to be.
const fit = `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE script:module PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "module.dtd">
<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Fit" script:language="StarBasic">
Sub Rows(from As String, into As String)
  Dim hidden(0) As New com.sun.star.beans.PropertyValue
  hidden(0).Name = "Hidden"
  hidden(0).Value = True
  doc = StarDesktop.loadComponentFromURL(from, "_blank", 0, hidden())
  f = FreeFile
  Open into For Output As #f
  For s = 0 To doc.Sheets.Count - 1
    sheet = doc.Sheets.getByIndex(s)
    cursor = sheet.createCursor()
    cursor.gotoEndOfUsedArea(False)
    For r = 1 To cursor.RangeAddress.EndRow
      was = sheet.Rows.getByIndex(r).Height
      sheet.Rows.getByIndex(r).OptimalHeight = True
      Print #f, s &amp; " " &amp; (r + 1) &amp; " " &amp; was &amp; " " &amp; sheet.Rows.getByIndex(r).Height
    Next r
  Next s
  Close #f
  doc.close(True)
End Sub
</script:module>
`

const library = `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE library:library PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "library.dtd">
<library:library xmlns:library="http://openoffice.org/2000/library" library:name="Standard" library:readonly="false"
 library:passwordprotected="false"><library:element library:name="Fit"/></library:library>
`

// fonts has LibreOffice take, for the fonts of Windows, those that need the most room of all that are usual.
const fonts = `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>
<include ignore_missing="yes">/etc/fonts/fonts.conf</include>
<match target="pattern"><test name="family"><string>宋体</string></test>
<edit name="family" mode="assign" binding="strong"><string>Noto Serif CJK SC</string></edit></match>
<match target="pattern"><test name="family"><string>黑体</string></test>
<edit name="family" mode="assign" binding="strong"><string>Noto Sans CJK SC</string></edit></match></fontconfig>
`

// An office is LibreOffice with a profile of its own.
type office struct {
	t               *testing.T
	program, folder string
}

func newOffice(t *testing.T) office {
	t.Helper()
	needs.Long(t, "LibreOffice")
	o := office{t, needs.Program(t, "soffice", "libreoffice"), t.TempDir()}
	o.write("fonts.conf", fonts)
	return o
}

func (o office) path(name string) string { return filepath.Join(o.folder, name) }

func (o office) url(name string) string {
	return (&url.URL{Scheme: "file", Path: filepath.ToSlash(o.path(name))}).String()
}

func (o office) write(name, text string) {
	o.t.Helper()
	if err := os.MkdirAll(filepath.Dir(o.path(name)), 0o755); err != nil {
		o.t.Fatal(err)
	}
	if err := os.WriteFile(o.path(name), []byte(text), 0o644); err != nil {
		o.t.Fatal(err)
	}
}

func (o office) read(name string) []byte {
	o.t.Helper()
	data, err := os.ReadFile(o.path(name))
	if err != nil {
		o.t.Fatal(err)
	}
	return data
}

func (o office) run(arguments ...string) {
	o.t.Helper()
	c := exec.Command(o.program, append([]string{"-env:UserInstallation=" + o.url("profile"), "--headless",
		"--norestore"}, arguments...)...)
	c.Env = append(os.Environ(), "FONTCONFIG_FILE="+o.path("fonts.conf"))
	c.Dir = o.folder
	if out, err := c.CombinedOutput(); err != nil {
		o.t.Fatalf("%v\n%s", err, out)
	}
}

// LibreOffice saves a workbook, which then says the same; finds each row tall enough; and prints all that is to be
// printed. So it does with the workbook of a department, which nobody reads back.
func TestOffice(t *testing.T) {
	o := newOffice(t)
	for n, from := range []string{"../../data", "../testdata/district"} {
		county := load(t, from)
		town := townFile(t, from, county.Towns[0].ID)
		data, err := Write(county, town)
		if err != nil {
			t.Fatal(err)
		}
		book := county.Towns[0].ID + ".xlsx"
		o.write(book, string(data))
		o.run("--convert-to", "xlsx", "--outdir", o.path("saved"), o.path(book))
		read, slips, err := Read(book, o.read("saved/"+book))
		if err != nil || len(slips) > 0 {
			t.Fatalf("%s, saved again: %v %v", book, err, slips)
		}
		sameTown(t, town, read.Town)
		if n == 0 { // the profile is there now
			o.write("profile/user/basic/Standard/Fit.xba", fit)
			o.write("profile/user/basic/Standard/script.xlb", library)
		}
		most := county.Departments[0]
		items := map[*list.Department]int{}
		for _, i := range county.Towns[0].Items() {
			for _, d := range i.Departments {
				if items[d]++; items[d] > items[most] {
					most = d
				}
			}
		}
		if data, err = Department(county, most); err != nil {
			t.Fatal(err)
		}
		o.write(most.ID+".xlsx", string(data))
		for _, name := range []string{book, most.ID + ".xlsx"} {
			o.tall(name)
			o.run("--convert-to", "pdf", "--outdir", o.folder, o.path(name))
			o.printed(name)
		}
	}
}

// tall reports rows in which LibreOffice has no room for the text.
func (o office) tall(book string) {
	o.t.Helper()
	o.run(fmt.Sprintf(`macro:///Standard.Fit.Rows("%s","%s")`, o.url(book), o.path("rows.txt")))
	rows := 0
	for line := range strings.Lines(string(o.read("rows.txt"))) {
		var sheet, row, has, needs int // heights in hundredths of a millimetre
		if _, err := fmt.Sscan(line, &sheet, &row, &has, &needs); err != nil {
			o.t.Fatal(err)
		}
		rows++
		if has < needs {
			o.t.Errorf("%s: sheet %d, row %d: %d is not tall enough for %d", book, sheet+1, row, has, needs)
		}
		if point := float64(has) / 2540 * 72; point > 400 {
			o.t.Errorf("%s: sheet %d, row %d: %.0f points are more than a page has room for", book, sheet+1, row, point)
		}
	}
	if rows == 0 {
		o.t.Errorf("%s: no rows", book)
	}
}

// printed compares the characters of a printed workbook with those of its cells.
func (o office) printed(book string) {
	o.t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(o.read(book)))
	if err != nil {
		o.t.Fatal(err)
	}
	text, err := exec.Command(needs.Program(o.t, "mutool"), "draw", "-q", "-F", "txt",
		o.path(strings.TrimSuffix(book, ".xlsx")+".pdf")).Output()
	if err != nil {
		o.t.Fatal(err)
	}
	pages := strings.Split(strings.TrimRight(string(text), "\f\n"), "\f")
	balance := map[rune]int{} // in the cells, less on paper
	count := func(text string, n int) {
		for _, r := range text {
			if !unicode.IsSpace(r) && !unicode.Is(unicode.Mn, r) && r != '\u200b' {
				balance[r] += n
			}
		}
	}
	at := 0
	for _, name := range f.GetSheetList() {
		rows, err := f.GetRows(name)
		if err != nil {
			o.t.Fatal(err)
		}
		printed := printArea(f, name)
		heads := "" // stand on each page
		for n, row := range rows {
			if printed.rows > 0 && n >= printed.rows {
				break
			}
			for c, text := range row {
				if printed.columns > 0 && c >= printed.columns {
					break
				}
				if n < 2 && name != guideSheet {
					heads += text
				} else {
					count(text, 1)
				}
			}
		}
		first := at
		foot, _ := f.GetHeaderFooter(name)
		left, _, _ := strings.Cut(strings.TrimPrefix(foot.OddFooter, "&L&9 "), "&C")
		_, right, _ := strings.Cut(foot.OddFooter, "&R&9")
		for ; at < len(pages) && strings.Contains(pages[at], left); at++ {
			count(pages[at], -1)
			count(fmt.Sprintf("%s%s第%d页共%d页%s", heads, left, at+1, len(pages), right), 1)
		}
		if at == first {
			o.t.Errorf("%s: %s is not printed", book, name)
		}
	}
	if at != len(pages) {
		o.t.Errorf("%s: of %d pages, %d belong to no sheet", book, len(pages), len(pages)-at)
	}
	for r, n := range balance {
		if n != 0 {
			o.t.Errorf("%s: %q is printed %d times less than it stands there", book, r, n)
		}
	}
}

type area struct{ columns, rows int } // 0 is all

// printArea is how much of a sheet is printed.
func printArea(f *excelize.File, sheet string) (a area) {
	for _, d := range f.GetDefinedName() {
		if d.Name != "_xlnm.Print_Area" || d.Scope != sheet {
			continue
		}
		_, cells, _ := strings.Cut(d.RefersTo, "!")
		_, end, _ := strings.Cut(strings.ReplaceAll(cells, "$", ""), ":")
		letters := strings.TrimRight(end, "0123456789")
		a.columns, _ = excelize.ColumnNameToNumber(letters)
		fmt.Sscan(end[len(letters):], &a.rows)
	}
	return a
}
