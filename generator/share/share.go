// Package share makes what leads to the site from outside it, once its absolute address is known:
//
//	share/seal.png                   the picture beside a link that is sent in a chat
//	share/<town>/<list>/<no>.svg     an item's permanent address as a QR code, to open on a phone what a screen or a print shows
//
// Without an address there are none of them: a code that leads nowhere is worse than no code.
//
// The picture is the handbook's seal and has no words: chats show it as small as a thumb, where words cannot be read; the words stand
// beside it as the link's title.
package share

import (
	"bytes"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"rsc.io/qr"

	"handbook/generator/list"
)

// folder is where the files stand, below the assets.
const folder = "share"

// Write brings the files below assets up to date for the site's address, which ends with a slash. With "" it removes them.
func Write(assets, address string, county *list.County) error {
	files := map[string][]byte{}
	if address != "" {
		seal, err := sealPicture()
		if err != nil {
			return err
		}
		files["seal.png"] = seal
		for _, t := range county.Towns {
			for _, item := range t.Items() {
				name := t.ID + "/" + item.Kind.ID() + "/" + item.Number()
				if files[name+".svg"], err = Code(address + name + ".html"); err != nil {
					return err
				}
			}
		}
	}
	root := filepath.Join(assets, folder)
	for name, data := range files {
		file := filepath.Join(root, filepath.FromSlash(name))
		if old, err := os.ReadFile(file); err == nil && bytes.Equal(old, data) {
			continue
		}
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			return err
		}
		if err := os.WriteFile(file, data, 0o644); err != nil {
			return err
		}
	}
	return clear(root, files)
}

// clear removes files that are no more.
func clear(root string, files map[string][]byte) error {
	err := filepath.WalkDir(root, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		rel, err := filepath.Rel(root, name)
		if _, current := files[filepath.ToSlash(rel)]; err != nil || current {
			return err
		}
		return os.Remove(name)
	})
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return err
}

// margin is the quiet zone that readers of codes ask for, in modules.
const margin = 4

// Code is an address as a drawing of its QR code, one unit a module, dark on white with its margin.
func Code(address string) ([]byte, error) {
	code, err := qr.Encode(address, qr.M)
	if err != nil {
		return nil, fmt.Errorf("no QR code can be made of %s: %w\n  hint: shorten the address in site.toml", address, err)
	}
	var d strings.Builder
	for y := range code.Size {
		for x := 0; x < code.Size; x++ {
			from := x
			for x < code.Size && code.Black(x, y) {
				x++
			}
			if x > from {
				fmt.Fprintf(&d, "M%d %dh%dv1h-%dz", from+margin, y+margin, x-from, x-from)
			}
		}
	}
	size := code.Size + 2*margin
	return fmt.Appendf(nil, `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" shape-rendering="crispEdges"><path fill="#fff" d="M0 0h%dv%dH0z"/><path d="%s"/></svg>`,
		size, size, size, size, d.String()), nil
}

// sealPicture draws the seal of icon.svg, with room around it for programs that cut pictures to a circle or a strip.
func sealPicture() ([]byte, error) {
	const size, unit, inset = 640, 12, 128 // the seal is 32 units wide
	paper, cinnabar, stroke := color.RGBA{0xfc, 0xfa, 0xf5, 0xff}, color.RGBA{0x9c, 0x2f, 0x1d, 0xff}, color.RGBA{0xfb, 0xf8, 0xf1, 0xff}
	picture := image.NewPaletted(image.Rect(0, 0, size, size), color.Palette{paper, cinnabar, stroke})
	box := func(x, y, w, h float64, ink uint8) {
		for py := int(inset + y*unit); py < int(inset+(y+h)*unit); py++ {
			for px := int(inset + x*unit); px < int(inset+(x+w)*unit); px++ {
				picture.SetColorIndex(px, py, ink)
			}
		}
	}
	box(0, 0, 32, 32, 1)
	box(7, 8, 18, 3, 2)
	box(10, 14.5, 12, 3, 2)
	box(6, 21, 20, 3, 2)
	var out bytes.Buffer
	err := (&png.Encoder{CompressionLevel: png.BestCompression}).Encode(&out, picture)
	return out.Bytes(), err
}
