package share

import (
	"bytes"
	"errors"
	"image"
	"image/color"
	"image/png"

	"handbook/generator/faces"
	"handbook/generator/list"
	"handbook/generator/place"
)

// seals makes the pictures: with fonts, one for each town, and one for the county where it has several.
func seals(files map[string][]byte, fonts faces.Folders, county *list.County) (err error) {
	if fonts.Packages == "" {
		files["seal.png"], err = handbookSeal()
		return err
	}
	face, err := openFace(fonts)
	if err != nil {
		return err
	}
	names := map[string]string{}
	for _, t := range county.Towns {
		names[t.ID+"/seal.png"] = t.Name
		if len(county.Towns) > 1 {
			names["seal.png"] = t.County
		}
	}
	for file, name := range names {
		if files[file], err = nameSeal(face, name); err != nil {
			return err
		}
	}
	return nil
}

// nameSeal is the picture with a name; where the fonts lack a character of it, the one without any.
func nameSeal(face *face, name string) ([]byte, error) {
	c := newCard()
	err := c.name(face, name)
	if errors.Is(err, errNoGlyph) {
		return handbookSeal()
	}
	if err != nil {
		return nil, err
	}
	return c.picture()
}

func handbookSeal() ([]byte, error) {
	c := newCard()
	c.handbook()
	return c.picture()
}

// The measures of the card, in pixels. It is a square without anything in the corners: some programs cut it to a
// circle.
const (
	side      = 640
	seal      = 360 // the seal's width, and its height where its characters fill the square
	sealTop   = 84  // where that square begins
	border    = 22  // between the edge of the seal and its characters
	nameSize  = 80  // the size of the name below the seal, at most
	nameTop   = 478 // where that name begins
	nameWidth = 480 // of that name, at most
)

// fine is how many points a pixel is divided into, each way: its shade is how many of them are drawn on.
const fine = 4

// The card's colours are those of the theme's paper, ink and seal.
var (
	paper = color.RGBA{0xfc, 0xfa, 0xf5, 0xff}
	ink   = color.RGBA{0x22, 0x1e, 0x19, 0xff}
	red   = color.RGBA{0x9a, 0x2e, 0x1c, 0xff}
	light = color.RGBA{0xff, 0xfa, 0xf2, 0xff}
)

// A card is the picture in points, each of them paper, red, light (in the seal) or ink.
type card struct{ points []uint8 }

// What a point may be. All are paper at first.
const (
	isPaper uint8 = iota
	isRed
	isLight
	isInk
)

func newCard() *card { return &card{make([]uint8, side*fine*side*fine)} }

// fill draws a rectangle, in pixels.
func (c *card) fill(x, y, w, h int, as uint8) {
	for py := y * fine; py < (y+h)*fine; py++ {
		for px := x * fine; px < (x+w)*fine; px++ {
			c.points[py*side*fine+px] = as
		}
	}
}

// handbook draws the seal of icon.svg, which is 32 units wide.
func (c *card) handbook() {
	const unit, at = 12, (side - 32*12) / 2
	c.fill(at, at, 32*unit, 32*unit, isRed)
	c.fill(at+7*unit, at+8*unit, 18*unit, 3*unit, isLight)
	c.fill(at+10*unit, at+14*unit+unit/2, 12*unit, 3*unit, isLight)
	c.fill(at+6*unit, at+21*unit, 20*unit, 3*unit, isLight)
}

// name draws the seal with the name without what the place is, and the full name below.
func (c *card) name(face *face, name string) error {
	rows := grid([]rune(place.Stem(name)))
	size := (seal - 2*border) / len(rows[0])
	high := size*len(rows) + 2*border
	y := sealTop + (seal-high)*2/3 // nearer to the name
	c.fill((side-seal)/2, y, seal, high, isRed)
	y += border
	for _, row := range rows {
		x := (side - size*len(row)) / 2
		for _, r := range row {
			if err := face.draw(c, r, x, y, size, isLight); err != nil {
				return err
			}
			x += size
		}
		y += size
	}
	letters := []rune(name)
	size = min(nameSize, nameWidth/len(letters))
	gap := size / 8
	x := (side - size*len(letters) - gap*(len(letters)-1)) / 2
	for _, r := range letters {
		if err := face.draw(c, r, x, nameTop+(nameSize-size)/2, size, isInk); err != nil {
			return err
		}
		x += size + gap
	}
	return nil
}

// grid lays characters out in rows that make a square, or nearly one.
func grid(letters []rune) [][]rune {
	wide := 1
	for wide*wide < len(letters) {
		wide++
	}
	var rows [][]rune
	for ; len(letters) > wide; letters = letters[wide:] {
		rows = append(rows, letters[:wide])
	}
	return append(rows, letters)
}

// picture is the card as a PNG with few colours: each pair of colours in as many shades as a pixel has points.
func (c *card) picture() ([]byte, error) {
	const shades = fine * fine
	var palette color.Palette
	for _, pair := range [][2]color.RGBA{{paper, red}, {red, light}, {paper, ink}} {
		for n := range shades + 1 {
			palette = append(palette, blend(pair[0], pair[1], n, shades))
		}
	}
	picture := image.NewPaletted(image.Rect(0, 0, side, side), palette)
	for y := range side {
		for x := range side {
			var count [4]int
			for dy := range fine {
				for dx := range fine {
					count[c.points[(y*fine+dy)*side*fine+x*fine+dx]]++
				}
			}
			shade := count[isRed]
			switch {
			case count[isLight] > 0:
				shade = shades + 1 + count[isLight]
			case count[isInk] > 0:
				shade = 2*(shades+1) + count[isInk]
			}
			picture.SetColorIndex(x, y, uint8(shade))
		}
	}
	var out bytes.Buffer
	err := (&png.Encoder{CompressionLevel: png.BestCompression}).Encode(&out, picture)
	return out.Bytes(), err
}

// blend mixes n of all parts of one colour over another.
func blend(under, over color.RGBA, n, all int) color.RGBA {
	mix := func(a, b uint8) uint8 { return uint8((int(a)*(all-n) + int(b)*n + all/2) / all) }
	return color.RGBA{mix(under.R, over.R), mix(under.G, over.G), mix(under.B, over.B), 0xff}
}
