package docfile

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"time"

	"handbook/generator/diag"
)

// A refusal is what is said of a kind of file that is not read as it is.
type refusal struct {
	what    string // it is
	hint    string
	convert string // what LibreOffice makes of it: docx, xlsx; "" where it cannot help
	as      string // the ending by which LibreOffice knows it
}

const (
	asWord  = "open it in Word or WPS, save it as a Word document (.docx), and import that"
	asExcel = "open it in Excel or WPS, save it as a workbook (.xlsx), and import that"
)

var refusals = map[Kind]refusal{
	OldWord:  {"a file of an older Word or of WPS (.doc, .wps)", asWord, "docx", "doc"},
	OldExcel: {"a file of an older Excel or of WPS (.xls, .et)", asExcel, "xlsx", "xls"},
	OpenText: {"an OpenDocument text (.odt)", asWord, "docx", "odt"},
	OpenCalc: {"an OpenDocument workbook (.ods)", asExcel, "xlsx", "ods"},
	RTF:      {"an RTF text", asWord, "docx", "rtf"},
	WordXML:  {"a Word document kept as XML", asWord, "docx", "xml"},
	HTML: {"a web page, whatever its name says",
		"open it in Excel, Word or WPS, save it as .xlsx or .docx, and import that", "", ""},
	Locked: {"the file has a password", "open it, remove the password (File, Info, Protect), save it, and import that",
		"", ""},
	OFD: {"an OFD file",
		"ask for the Word file or the PDF that it was made from; an OFD reader can save it as PDF", "", ""},
	Picture: {"a picture",
		"ask for the Word file, the workbook, or a PDF made from one of them: text in pictures is not read", "", ""},
	Slides:   {"a file of slides", "import the Word file or the workbook of the list", "", ""},
	OldOther: {"a file of an old office program that holds neither text nor sheets", asWord, "", ""},
	Zip:      {"an archive", "unpack it, and import the files in it", "", ""},
	Broken:   {"the file is damaged or cut off", "copy it again from where it came from", "", ""},
	Unknown:  {"no file of Word, Excel, WPS, and no PDF", "import a .docx, an .xlsx or a PDF", "", ""},
}

// longest is how long LibreOffice may take.
const longest = 2 * time.Minute

// convert has LibreOffice make a file of today's kind. Without it, the file is refused.
func (o Options) convert(ctx context.Context, name string, data []byte, r refusal) ([]byte, error) {
	program := o.Office
	for _, known := range []string{"soffice", "libreoffice"} {
		if program == "" {
			program, _ = exec.LookPath(known)
		}
	}
	if program == "" {
		return nil, diag.Errorf(r.hint+"; or install LibreOffice, which then does it by itself", "%s: %s", name, r.what)
	}
	folder, err := os.MkdirTemp("", "handbook-import-")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(folder)
	in := filepath.Join(folder, "list."+r.as)
	if err := os.WriteFile(in, data, 0o600); err != nil {
		return nil, err
	}
	ctx, stop := context.WithTimeout(ctx, longest)
	defer stop()
	// A profile of its own: LibreOffice that is open on this computer would answer instead, and do nothing.
	profile := filepath.ToSlash(filepath.Join(folder, "profile"))
	command := exec.CommandContext(ctx, program, "-env:UserInstallation=file://"+profile, "--headless", "--norestore",
		"--convert-to", r.convert, "--outdir", filepath.Join(folder, "out"), in)
	said, err := command.CombinedOutput()
	if ctx.Err() != nil {
		return nil, diag.Errorf(r.hint, "%s: LibreOffice did not finish within %v", name, longest)
	}
	made, read := os.ReadFile(filepath.Join(folder, "out", "list."+r.convert))
	if err != nil || read != nil {
		return nil, diag.Errorf(r.hint, "%s: LibreOffice cannot convert it: %s", name, fmt.Sprintf("%.200s", said))
	}
	return made, nil
}
