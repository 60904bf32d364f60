// Package share makes what leads to the site from outside it, once its absolute address is known:
//
//	share/<town>/seal.png            the picture beside a link that is sent in a chat
//	share/seal.png                   the same for pages that are no town's
//	share/<town>/<list>/<no>.png     an item's permanent address as a QR code, to open on a phone what a screen or a print shows
//
// Without an address there are none of them: a code that leads nowhere is worse than no code.
//
// The picture is a seal with the town's name, so that the links of two towns are told apart before they are read: chats
// show it as small as a thumb, where four characters can be read and a sentence cannot. The sentence stands beside it
// as the link's title. The characters are those of the bound book, whose fonts are there once the book is made; they
// are drawn here and not by a browser, in whole numbers only, so that every machine draws the same bytes. The site
// alone is built with Go and nothing else, and no font of the system may be relied upon: there the picture is the
// handbook's own seal, which has no words, for every page.
package share

import (
	"path/filepath"

	"handbook/generator/address"
	"handbook/generator/assets"
	"handbook/generator/list"
	"handbook/generator/qrcode"
)

// folder is where the files stand, below the assets.
const folder = "share"

// Config says what is made, and of what.
type Config struct {
	Assets  string // where the files go, for Hugo
	Address string // of the site, which ends with a slash; with "" there are no files
	Fonts   string // the folder of node packages with the book's fonts, or ""
}

// Write brings the files up to date, and removes those that are no more.
func Write(c Config, county *list.County) error {
	files := map[string][]byte{}
	if c.Address != "" {
		if err := seals(files, c.Fonts, county); err != nil {
			return err
		}
		for _, t := range county.Towns {
			for _, item := range t.Items() {
				at := address.Item(t, item)
				code, err := qrcode.PNG(c.Address + at.Site())
				if err != nil {
					return err
				}
				files[at.Path+".png"] = code
			}
		}
	}
	return assets.Write(filepath.Join(c.Assets, folder), files, ".")
}
