// Package share makes what leads to the site from outside it, where the site's address is known:
//
//	share/<town>/seal.png            the picture beside a link that is sent in a chat
//	share/seal.png                   the same for pages that are no town's
//	share/<town>/<list>/<no>.png     the QR code of an item's address, to open it on a phone
//
// Without an address there is nothing that a code could lead to, and none of these files is made.
//
// The picture is a seal with the town's name: chats show it as small as a thumb, where only a few characters can be
// read. It is drawn with the fonts of the book, here and not by a browser, and in whole numbers, so that every computer
// draws the same bytes. Where the book's fonts have not been set up, as the site alone needs none, the picture of all
// pages is the handbook's own seal, which has no characters.
package share

import (
	"path/filepath"

	"handbook/generator/address"
	"handbook/generator/assets"
	"handbook/generator/faces"
	"handbook/generator/list"
	"handbook/generator/qrcode"
)

// folder is that of the files within the assets.
const folder = "share"

// Config says what is made, and of what.
type Config struct {
	Assets  string        // where the files go, for Hugo
	Address string        // of the site, with a slash at its end; "" where it is not known
	Fonts   faces.Folders // of the book; without node packages, the pictures have no letters
}

// Write makes the files, and removes those of an earlier run that are not among them.
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
