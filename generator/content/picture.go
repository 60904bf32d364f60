package content

import (
	"encoding/xml"
	"errors"
	"io"
	"net/http"
	"path"
	"strings"

	"handbook/generator/diag"
	"handbook/generator/record"
)

// kinds is what the first bytes of a file say of it, by the end of its name.
var kinds = map[string]string{
	".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg",
	".gif": "image/gif", ".webp": "image/webp", ".pdf": "application/pdf",
}

// picture reports a file that is not what its name says: where a page shows it, the reader would see nothing.
func (f *folder) picture(name string) {
	if path.Ext(name) == ".svg" {
		f.drawing(name)
		return
	}
	begins, err := record.Beginning(f.path(name))
	switch {
	case err != nil:
		f.report(diag.Error, name, "cannot be read: "+record.Reason(err), "check its permissions")
	case len(begins) == 0:
		f.report(diag.Error, name, "the file is empty", "copy it again, or remove it")
	case http.DetectContentType(begins) != kinds[path.Ext(name)]:
		f.report(diag.Error, name, "the file is not what its name says", "save the picture anew, as "+path.Ext(name))
	}
}

// drawing reports a drawing that would run on a reader's device: opened by itself it has no policy of the pages'. An
// entity may hide any of it.
func (f *folder) drawing(name string) {
	source, unread := record.Read(f.path(name))
	if unread != nil {
		f.found = append(f.found, *unread)
		return
	}
	for in := xml.NewDecoder(strings.NewReader(source)); ; {
		token, err := in.Token()
		switch {
		case errors.Is(err, io.EOF):
			return
		case err != nil:
			f.report(diag.Error, name, "the drawing is broken: "+strings.TrimPrefix(err.Error(), "XML syntax error "),
				"save it anew, or as .png")
			return
		case runs(token):
			f.report(diag.Error, name, "a drawing with a script in it", "save it as a plain drawing, or as .png")
			return
		}
	}
}

// runs tells a piece of a drawing that does something by itself.
func runs(token xml.Token) bool {
	switch piece := token.(type) {
	case xml.Directive:
		return strings.Contains(string(piece), "ENTITY")
	case xml.StartElement:
		switch strings.ToLower(piece.Name.Local) {
		case "script", "foreignobject", "handler", "listener":
			return true
		}
		for _, a := range piece.Attr {
			value := strings.ToLower(strings.Join(strings.Fields(a.Value), ""))
			if strings.HasPrefix(strings.ToLower(a.Name.Local), "on") || strings.HasPrefix(value, "javascript:") {
				return true
			}
		}
	}
	return false
}
