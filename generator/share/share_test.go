package share

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"image"
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/image/font/gofont/gobold"
	"golang.org/x/image/font/sfnt"

	"handbook/generator/diag"
	"handbook/generator/faces"
	"handbook/generator/list"
)

func county(t *testing.T) *list.County {
	t.Helper()
	county, findings := list.Load("../testdata/county")
	for _, f := range findings {
		t.Fatal(f)
	}
	return county
}

func below(t *testing.T, dir string) (names []string) {
	t.Helper()
	err := filepath.WalkDir(dir, func(name string, d os.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			names = append(names, filepath.Base(name))
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return names
}

// TestWrite makes the files for an address, for another one, and takes them away where there is none.
func TestWrite(t *testing.T) {
	dir, c := t.TempDir(), county(t)
	item := filepath.Join(dir, "share", c.Towns[0].ID, "basic", "001.png")
	var codes []string
	for _, address := range []string{"https://a.example.gov.cn/", "https://b.example.gov.cn/x/"} {
		if err := Write(Config{Assets: dir, Address: address}, c); err != nil {
			t.Fatal(err)
		}
		code, err := os.ReadFile(item)
		if err != nil {
			t.Fatal(err)
		}
		codes = append(codes, string(code))
	}
	if codes[0] == codes[1] {
		t.Error("two addresses have one code")
	}
	picture, err := os.ReadFile(filepath.Join(dir, "share/seal.png"))
	if err != nil {
		t.Fatal(err)
	}
	decoded(t, picture)
	if n := len(c.Towns[0].Items()) + 1; len(below(t, dir)) != n {
		t.Errorf("%d files, want %d", len(below(t, dir)), n)
	}
	if err := Write(Config{Assets: dir}, c); err != nil {
		t.Fatal(err)
	}
	if left := below(t, dir); len(left) > 0 {
		t.Errorf("without an address there are still %v", left)
	}
}

// letters is a folder of fonts with one that this module knows, in the place of the book's.
func letters(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	file := common(dir)
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, gobold.TTF, 0o644); err != nil {
		t.Fatal(err)
	}
	return dir
}

// common is the file of the seal's common characters.
func common(dir string) string {
	return filepath.Join(dir, "@fontsource", "noto-serif-sc", "files",
		"noto-serif-sc-chinese-simplified-900-normal.woff")
}

func made(t *testing.T, fonts string, towns ...*list.Town) map[string][]byte {
	t.Helper()
	files := map[string][]byte{}
	if err := seals(files, faces.Folders{Packages: fonts}, &list.County{Towns: towns}); err != nil {
		t.Fatal(err)
	}
	return files
}

func decoded(t *testing.T, picture []byte) image.Image {
	t.Helper()
	p, err := png.Decode(bytes.NewReader(picture))
	if err != nil || p.Bounds().Dx() < 300 || p.Bounds().Dx() != p.Bounds().Dy() || len(picture) > 16_000 {
		t.Fatalf("the picture: %v, %d bytes", err, len(picture))
	}
	return p
}

// TestSeals wants a picture for each town, of its own, and for the county where it has several; and the same picture on
// every machine.
func TestSeals(t *testing.T) {
	fonts := letters(t)
	north := &list.Town{ID: "north", Name: "North镇", County: "Land县"}
	south := &list.Town{ID: "south", Name: "So&u8镇", County: "Land县"}
	// Where no font has a character of the name, the seal is the one without any.
	if files := made(t, fonts, north); !bytes.Equal(files["north/seal.png"], made(t, "", north)["seal.png"]) {
		t.Error("of a name that cannot be written, the seal is not the handbook's")
	}
	north.Name, south.Name, north.County, south.County = "North", "So&u8", "Land", "Land"
	if files := made(t, fonts, north); len(files) != 1 || files["north/seal.png"] == nil {
		t.Errorf("one town has %d pictures", len(files))
	}
	files := made(t, fonts, north, south)
	if len(files) != 3 || bytes.Equal(files["north/seal.png"], files["south/seal.png"]) ||
		bytes.Equal(files["north/seal.png"], files["seal.png"]) {
		t.Errorf("two towns and their county do not have three pictures: %d", len(files))
	}
	for _, file := range files {
		decoded(t, file)
	}

	// The points, before any compression: of the letters drawn from curves, and of the seal without any.
	sum := sha256.New()
	for _, file := range [][]byte{files["south/seal.png"], made(t, "", north)["seal.png"]} {
		p := decoded(t, file).(*image.Paletted)
		sum.Write(p.Pix)
		fmt.Fprint(sum, p.Palette)
	}
	const want = "4002ccb0a1ef5748e58a061da02f3b1982851d311efc121a1cbe3d49fab48349"
	if got := fmt.Sprintf("%x", sum.Sum(nil)); got != want {
		t.Errorf("the pictures' points sum up to %s", got)
	}
}

// TestSealFonts wants to be told what to do where the fonts are missing or broken.
func TestSealFonts(t *testing.T) {
	if _, err := openFace(faces.Folders{Packages: t.TempDir()}); !strings.Contains(diag.Hint(err), "make book") {
		t.Error(err)
	}
	fonts := letters(t)
	file := common(fonts)
	for _, broken := range [][]byte{{}, gobold.TTF[:300], []byte("wOFF")} {
		if err := os.WriteFile(file, broken, 0o644); err != nil {
			t.Fatal(err)
		}
		if _, err := openFace(faces.Folders{Packages: fonts}); err == nil || !strings.Contains(err.Error(), file) {
			t.Error(err)
		}
	}
}

// A character that 宋 lacks is drawn from HanaMin, where that is there.
func TestSealOfRareCharacters(t *testing.T) {
	fonts := faces.Folders{Packages: letters(t), Debian: t.TempDir()}
	north := &list.County{Towns: []*list.Town{{ID: "north", Name: "ǯ", County: "Land"}}} // gobold has none
	face, err := openFace(fonts)
	if err != nil {
		t.Fatal(err)
	}
	if _, _, err := face.find('ǯ'); !errors.Is(err, errNoGlyph) {
		t.Fatalf("the font of this test has the character: %v", err)
	}
	without, with := map[string][]byte{}, map[string][]byte{}
	if err := seals(without, fonts, north); err != nil {
		t.Fatal(err)
	}
	rare := filepath.Join(fonts.Debian, "hanazono", "HanaMinA.ttf")
	if err := os.Mkdir(filepath.Dir(rare), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(rare, withLetter(t, gobold.TTF, 'A', 'ǯ'), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := seals(with, fonts, north); err != nil {
		t.Fatal(err)
	}
	// It is the letter A, and as thick as a light font must be drawn beside the heavy one.
	north.Towns[0].Name = "A"
	heavy := inked(t, made(t, fonts.Packages, north.Towns[0])["north/seal.png"])
	if none, drawn := inked(t, without["north/seal.png"]), inked(t, with["north/seal.png"]); none > 0 ||
		drawn <= heavy || drawn > 2*heavy {
		t.Errorf("%d points are inked, %d without the font, %d of the letter itself", drawn, none, heavy)
	}
}

// inked counts the points of the name below the seal.
func inked(t *testing.T, picture []byte) (n int) {
	t.Helper()
	p := decoded(t, picture)
	for y := nameTop; y < nameTop+nameSize; y++ {
		for x := range side {
			if r, _, _, _ := p.At(x, y).RGBA(); r < 0x8000 {
				n++
			}
		}
	}
	return n
}

// withLetter is a font that has a character's glyph for another: its map of characters is one of these two.
func withLetter(t *testing.T, data []byte, from, to rune) []byte {
	t.Helper()
	font, err := sfnt.Parse(data)
	if err != nil {
		t.Fatal(err)
	}
	glyph, err := font.GlyphIndex(nil, from)
	if err != nil || glyph == 0 {
		t.Fatal(err)
	}
	data = bytes.Clone(data)
	for i := range int(binary.BigEndian.Uint16(data[4:])) {
		entry := data[12+16*i:]
		if string(entry[:4]) != "cmap" {
			continue
		}
		var cmap bytes.Buffer
		for _, v := range []any{uint16(0), uint16(1), uint16(3), uint16(10), uint32(12),
			uint16(12), uint16(0), uint32(28), uint32(0), uint32(1), to, to, uint32(glyph)} {
			binary.Write(&cmap, binary.BigEndian, v)
		}
		copy(data[binary.BigEndian.Uint32(entry[8:]):], cmap.Bytes())
		binary.BigEndian.PutUint32(entry[12:], uint32(cmap.Len()))
	}
	return data
}

func TestGrid(t *testing.T) {
	for letters, want := range map[string]string{
		"一": "[一]", "一二": "[一二]", "一二三": "[一二 三]", "一二三四": "[一二 三四]",
		"一二三四五": "[一二三 四五]", "一二三四五六七": "[一二三 四五六 七]",
	} {
		var rows []string
		for _, row := range grid([]rune(letters)) {
			rows = append(rows, string(row))
		}
		if got := fmt.Sprint(rows); got != want {
			t.Errorf("%s is laid out as %s, want %s", letters, got, want)
		}
	}
}

// TestShape fills a square with a hole that runs the other way, and one that runs the same way and is none.
func TestShape(t *testing.T) {
	square := func(s *shape, from, to int, turned bool) {
		a, b := from*64, to*64
		corners := []point{{a, a}, {b, a}, {b, b}, {a, b}}
		if turned {
			corners[1], corners[3] = corners[3], corners[1]
		}
		s.move(corners[0])
		for _, p := range corners[1:] {
			s.line(p)
		}
	}
	for turned, want := range map[bool]int{true: 10*10 - 4*4, false: 10 * 10} {
		c, s := newCard(), shape{}
		square(&s, 5, 15, false)
		square(&s, 8, 12, turned)
		s.fill(c, isInk)
		if got := bytes.Count(c.points, []byte{isInk}); got != want {
			t.Errorf("turned %v: %d points are inked, want %d", turned, got, want)
		}
	}
}
