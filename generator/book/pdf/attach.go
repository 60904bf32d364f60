package pdf

import (
	"crypto/md5"
	"fmt"
	"strings"
)

// An Attachment is a file within a file.
type Attachment struct {
	Name        string // without folders: not every viewer saves a file with one
	Type        string // MIME type
	Description string // for whoever looks at the list of attachments
	Date        string // 2025-08-15 or 2025-08, or ""
	Data        []byte
}

// Attach adds the files that the document was made of (ISO 32000-2, 7.11.4 and 14.13). They stay in this order, and
// equal files give equal bytes: what has no date gets none.
func (f *File) Attach(files []Attachment) {
	var names, sources Array
	for n, a := range files {
		sum := md5.Sum(a.Data) // as PDF has it: it tells what is damaged, not what was forged
		params := Dict{"Size": Int(len(a.Data)), "CheckSum": String(sum[:])}
		if a.Date != "" {
			params["ModDate"] = String("D:" + strings.ReplaceAll(a.Date, "-", ""))
		}
		file := f.Add(Deflate(Dict{"Type": Name("EmbeddedFile"), "Subtype": Name(a.Type), "Params": params}, a.Data))
		source := f.Add(Dict{
			"Type": Name("Filespec"), "F": Text(a.Name), "UF": Text(a.Name), "Desc": Text(a.Description),
			"EF": Dict{"F": file, "UF": file}, "AFRelationship": Name("Source"),
		})
		names = append(names, String(fmt.Sprintf("%03d %s", n+1, a.Name)), source) // sorted, as the tree must be
		sources = append(sources, source)
	}
	catalog := f.Catalog()
	trees := f.Dict(catalog["Names"])
	if trees == nil {
		trees = Dict{}
		catalog["Names"] = f.Add(trees)
	}
	trees["EmbeddedFiles"] = f.Add(Dict{"Names": names})
	catalog["AF"] = sources
}
