package share

import (
	"errors"
	"fmt"
	"io/fs"
	"os"

	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"

	"handbook/generator/diag"
	"handbook/generator/faces"
	"handbook/generator/typeface"
)

// A face draws characters. The common ones are in one file, the rare ones in many, which are opened when needed.
type face struct {
	files []string // those not yet opened
	fonts []*sfnt.Font
	light int // from this one on they are light
}

// errNoGlyph is for a character that no font has.
var errNoGlyph = errors.New("no font of the book has the character")

func openFace(fonts faces.Folders) (*face, error) {
	heavy, light, err := fonts.Seal()
	if err != nil {
		return nil, err
	}
	f := &face{files: append(heavy, light...), light: len(heavy)}
	return f, f.open()
}

// open opens the next file.
func (f *face) open() error {
	data, err := os.ReadFile(f.files[0])
	if errors.Is(err, fs.ErrNotExist) {
		return diag.Errorf("`make book` sets the fonts up; `make site` needs none",
			"a font of the book is missing: %w", err)
	}
	if err == nil {
		data, err = typeface.Unpack(data)
	}
	var font *sfnt.Font
	if err == nil {
		font, err = sfnt.Parse(data)
	}
	if err != nil {
		return fmt.Errorf("%s: %w", f.files[0], err)
	}
	f.files, f.fonts = f.files[1:], append(f.fonts, font)
	return nil
}

// find returns which font has a character, and its glyph.
func (f *face) find(r rune) (int, sfnt.GlyphIndex, error) {
	for i := 0; ; i++ {
		if i == len(f.fonts) {
			if len(f.files) == 0 {
				return 0, 0, errNoGlyph
			}
			if err := f.open(); err != nil {
				return 0, 0, err
			}
		}
		if glyph, err := f.fonts[i].GlyphIndex(nil, r); err == nil && glyph != 0 {
			return i, glyph, nil
		}
	}
}

// thicker is how much wider the strokes of a light font are drawn, to go with the heavy one's: hundredths of a
// character's width on either side.
const thicker = 2

// draw draws a character in a square of the card, in pixels.
func (f *face) draw(c *card, r rune, x, y, size int, as uint8) error {
	n, glyph, err := f.find(r)
	if err != nil {
		return err
	}
	font, wider := f.fonts[n], 0
	if n >= f.light {
		wider = thicker
	}
	em := int(font.UnitsPerEm()) // drawn at the font's own size, nothing is rounded
	outline, err := font.LoadGlyph(new(sfnt.Buffer), glyph, fixed.I(em), nil)
	if err != nil {
		return err
	}
	base := em * 88 / 100 // from the top of a Han character's square to the line that Latin letters stand on
	for moved := -wider; moved <= wider; moved++ {
		place := func(p fixed.Point26_6) point {
			return point{
				(x*100+moved*size)*fine*64/100 + int(p.X)*size*fine/em,
				y*fine*64 + (int(p.Y)+base*64)*size*fine/em,
			}
		}
		var s shape
		for _, segment := range outline {
			switch to := segment.Args; segment.Op {
			case sfnt.SegmentOpMoveTo:
				s.move(place(to[0]))
			case sfnt.SegmentOpLineTo:
				s.line(place(to[0]))
			case sfnt.SegmentOpQuadTo:
				s.curve(place(to[0]), place(to[1]))
			default:
				return fmt.Errorf("the outline of %q is not TrueType", r)
			}
		}
		s.fill(c, as)
	}
	return nil
}
