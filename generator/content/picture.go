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

// fileTypes are the media types of files, by the ends of their names.
var fileTypes = map[string]string{
	".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg",
	".gif": "image/gif", ".webp": "image/webp", ".pdf": "application/pdf",
}

// checkPicture reports a file that is not what its name says: the reader would see nothing.
func (f *folder) checkPicture(name string) {
	if path.Ext(name) == ".svg" {
		f.checkDrawing(name)
		return
	}
	begins, err := record.Beginning(f.path(name))
	switch {
	case err != nil:
		f.report(diag.Error, name, "cannot be read: "+record.Reason(err), "check its permissions")
	case len(begins) == 0:
		f.report(diag.Error, name, "the file is empty", "copy it again, or remove it")
	case http.DetectContentType(begins) != fileTypes[path.Ext(name)]:
		f.report(diag.Error, name, "the file is not what its name says", "save the picture anew, as "+path.Ext(name))
	}
}

// checkDrawing reports an SVG drawing with scripts: opened by itself, no policy would keep these from running. An XML
// entity could hide one.
func (f *folder) checkDrawing(name string) {
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
		case hasScript(token):
			f.report(diag.Error, name, "a drawing with a script in it", "save it as a plain drawing, or as .png")
			return
		}
	}
}

// hasScript tells a piece of a drawing that is a script, or may hide one.
func hasScript(token xml.Token) bool {
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
