package share

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/png"

	"rsc.io/qr"

	"handbook/generator/list"
)

// codes makes the code of every item.
func codes(files map[string][]byte, address string, county *list.County) error {
	for _, t := range county.Towns {
		for _, item := range t.Items() {
			name := t.ID + "/" + item.Kind.ID() + "/" + item.Number()
			code, err := Code(address + name + ".html")
			if err != nil {
				return err
			}
			files[name+".png"] = code
		}
	}
	return nil
}

const (
	margin = 4 // modules: the quiet zone that readers of codes ask for
	module = 8 // pixels: 300 a inch and more where the code is printed an inch wide
)

// Code is an address as a picture of its QR code, black on white with its margin. A bitmap and not a drawing: of a code of 37 modules
// a drawing with a run a stroke takes 2.2 kB, the picture half a kilobyte, since rows repeat.
func Code(address string) ([]byte, error) {
	code, err := qr.Encode(address, qr.M)
	if err != nil {
		return nil, fmt.Errorf("no QR code can be made of %s: %w\n  hint: shorten the address in site.toml", address, err)
	}
	size := module * (code.Size + 2*margin)
	picture := image.NewPaletted(image.Rect(0, 0, size, size), color.Palette{color.White, color.Black})
	for y := range size {
		for x := range size {
			if code.Black(x/module-margin, y/module-margin) {
				picture.SetColorIndex(x, y, 1)
			}
		}
	}
	return encode(picture)
}

func encode(picture image.Image) ([]byte, error) {
	var out bytes.Buffer
	err := (&png.Encoder{CompressionLevel: png.BestCompression}).Encode(&out, picture)
	return out.Bytes(), err
}
