package ruled

import (
	"bytes"
	"crypto/md5"
	"encoding/hex"
	"errors"
	"fmt"
	"strings"

	"github.com/klippa-app/go-pdfium/requests"

	"handbook/generator/diag"
)

// An Attachment is a file within a PDF file.
type Attachment struct {
	Name string // as the file has it: whoever writes it to a disk has to look at it first
	Data []byte
	Good bool // its checksum is that of its data
}

// Carries reports whether a file may have attachments, which costs nothing to ask.
func Carries(data []byte) bool { return bytes.Contains(data, []byte("/EmbeddedFile")) }

// How much is read of attachments: a list has ten files, and they are a thousand times smaller.
const (
	mostAttachments = 100
	mostAttached    = 100 << 20 // bytes
)

// Attached reads the attachments of a PDF file, in their order, and the text of its first pages.
func Attached(file string, data []byte, pages int, o Options) (all []Attachment, text []string, err error) {
	type carried struct {
		all  []Attachment
		text []string
	}
	read, err := within(longestRead, func() (carried, error) {
		all, text, err := attached(file, data, pages, o)
		return carried{all, text}, err
	})
	if errors.Is(err, errSlow) {
		err = diag.Errorf(exportAgain, "%s takes too long to read", file)
	}
	return read.all, read.text, err
}

func attached(file string, data []byte, pages int, o Options) (all []Attachment, text []string, err error) {
	defer func() {
		if p := recover(); p != nil { // of pdfium
			all, text, err = nil, nil, diag.Errorf(exportAgain, "%s cannot be read: %v", file, p)
		}
	}()
	e, err := open(file, data, o.Cache)
	if err != nil {
		return nil, nil, err
	}
	defer e.close()
	if all, err = e.attached(); err != nil {
		return nil, nil, err
	}
	for n := range min(pages, e.pages) {
		page, err := e.GetPageText(&requests.GetPageText{
			Page: requests.Page{ByIndex: &requests.PageByIndex{Document: e.document, Index: n}},
		})
		if err != nil {
			return nil, nil, fmt.Errorf("%s, page %d: %w", file, n+1, err)
		}
		text = append(text, page.Text)
	}
	return all, text, nil
}

func (e *engine) attached() (all []Attachment, err error) {
	count, err := e.FPDFDoc_GetAttachmentCount(&requests.FPDFDoc_GetAttachmentCount{Document: e.document})
	if err != nil || count.AttachmentCount == 0 {
		return nil, nil // a file without the tree of their names has none
	}
	if count.AttachmentCount > mostAttachments {
		return nil, diag.Errorf("remove those that are not the list's", "%s has %d attachments", e.file,
			count.AttachmentCount)
	}
	size := 0
	for n := range count.AttachmentCount {
		a, err := e.attachment(n)
		if err != nil {
			return nil, err
		}
		if size += len(a.Data); size > mostAttached {
			return nil, diag.Errorf("remove those that are not the list's",
				"%s: its attachments have more than %d MB", e.file, mostAttached>>20)
		}
		all = append(all, a)
	}
	return all, nil
}

// attachment reads one. One that cannot be read is there, and not good.
func (e *engine) attachment(n int) (a Attachment, err error) {
	got, err := e.FPDFDoc_GetAttachment(&requests.FPDFDoc_GetAttachment{Document: e.document, Index: n})
	if err != nil {
		return a, fmt.Errorf("%s: attachment %d: %w", e.file, n+1, err)
	}
	name, err := e.FPDFAttachment_GetName(&requests.FPDFAttachment_GetName{Attachment: got.Attachment})
	if err != nil {
		return a, fmt.Errorf("%s: the name of attachment %d: %w", e.file, n+1, err)
	}
	a.Name = name.Name
	file, err := e.FPDFAttachment_GetFile(&requests.FPDFAttachment_GetFile{Attachment: got.Attachment})
	if err != nil {
		return a, nil
	}
	a.Data = file.Contents
	sum, err := e.FPDFAttachment_GetStringValue(&requests.FPDFAttachment_GetStringValue{
		Attachment: got.Attachment, Key: "CheckSum",
	})
	if err != nil {
		return a, nil
	}
	has := func(data []byte) bool {
		is := md5.Sum(data)
		return strings.EqualFold(strings.Trim(sum.Value, "<>"), hex.EncodeToString(is[:]))
	}
	if has(nil) { // of what unpacks to nothing, pdfium gives the packed bytes
		a.Data = nil
	}
	a.Good = has(a.Data)
	return a, nil
}
