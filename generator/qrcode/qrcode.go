// Package qrcode draws addresses as QR codes, for screens and for paper. All have the error correction M, with which a
// print that is smudged or folded can still be read.
package qrcode

import (
	"bytes"
	"fmt"
	"html/template"
	"image"
	"image/color"
	"image/png"
	"strings"

	"rsc.io/qr"

	"handbook/generator/diag"
)

func encode(address string) (*qr.Code, error) {
	code, err := qr.Encode(address, qr.M)
	if err != nil {
		return nil, diag.Errorf("shorten the address in site.toml", "no QR code can be made of %s: %w", address, err)
	}
	return code, nil
}

const (
	margin = 4 // modules: the quiet zone that readers of codes ask for (ISO/IEC 18004)
	module = 8 // pixels: 300 an inch and more where the code is printed an inch wide
)

// PNG is the code of an address as a picture, black on white with its margin. A drawing of the same code takes 2.2 kB,
// the picture half a kilobyte.
func PNG(address string) ([]byte, error) {
	code, err := encode(address)
	if err != nil {
		return nil, err
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
	var out bytes.Buffer
	err = (&png.Encoder{CompressionLevel: png.BestCompression}).Encode(&out, picture)
	return out.Bytes(), err
}

// SVG is the code of an address as a drawing of the class "qr". It has no margin: the book has enough white around it.
func SVG(address string) (template.HTML, error) {
	code, err := encode(address)
	if err != nil {
		return "", err
	}
	var d strings.Builder
	for y := range code.Size {
		for x := 0; x < code.Size; x++ {
			run := 0
			for x+run < code.Size && code.Black(x+run, y) {
				run++
			}
			if run > 0 {
				fmt.Fprintf(&d, "M%d %dh%dv1h-%dz", x, y, run, run)
				x += run
			}
		}
	}
	const drawing = `<svg class="qr" role="img" aria-label="%s" viewBox="0 0 %d %[2]d"><path d="%s"/></svg>`
	return template.HTML(fmt.Sprintf(drawing, template.HTMLEscapeString(address), code.Size, d.String())), nil
}
