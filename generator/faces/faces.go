// Package faces knows the fonts that the book and the seals are printed with, and finds for each character one that has
// it.
//
// The book is set in 宋, 黑 and 楷, and each of the three has what the list of a town needs as a rule. A name may need
// more: 㵲, 𬭚, a word in Uyghur. For these there is a chain of further fonts, which is asked in order:
//
//	Noto Serif SC, Noto Sans SC   the book's own 宋 and 黑, for what the other or 楷 lacks
//	Jomolhari                     Tibetan
//	Noto Sans Mongolian           Mongolian, Todo, Sibe and Manchu
//	Noto Sans Yi                  Yi
//	UKIJ Tuz                      Uyghur, Kazakh and Kirghiz, in Arabic letters: each form of a letter is one glyph;
//	                              in Noto's fonts dots are glyphs of their own, and the PDF could not tell ب from ت
//	HanaMinA, HanaMinB            Chinese characters of Unicode's planes 0 and 2, up to extension F: 88,000; Latin,
//	                              Greek and Cyrillic letters with all marks. No two characters share a glyph
//	Nanum Myeongjo                Korean
//
// All are static TrueType under the SIL Open Font License, which lets a book have them in it; 楷, AR PL KaitiM GB, is
// under the Arphic Public License. Tibetan, Mongolian and Yi come from npm, 2 MB beside the 153 MB of the book's own.
// The last three rows are in Debian's fonts-ukij-uyghur (5 MB to fetch), fonts-hanazono (22 MB) and fonts-nanum
// (10 MB), as 楷 is in fonts-arphic-gkai00mp: few lists need them, so each is set up only for one that does.
package faces

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"unicode"

	"handbook/generator/typeface"
)

// Folders says where the fonts are.
type Folders struct {
	Packages string // the node packages
	Kai      string // the file of 楷
	Debian   string // the folder with those of Debian's packages
}

// Where Debian puts the fonts that it has.
const (
	Debian    = "/usr/share/fonts/truetype"
	DebianKai = Debian + "/arphic-gkai00mp/gkai00mp.ttf"
)

// A Face is a font file in one of the book's families.
type Face struct {
	Family string // as the styles name it
	Weight int
	File   string
	Only   []rune // the characters to take from it; nil means all
}

// Fonts are the fonts in their folders. Each file is read once.
type Fonts struct {
	folders Folders
	read    map[string]*typeface.Face
	tables  map[string][]slice
}

// Open returns the fonts in some folders. None is read before a character asks for it.
func Open(f Folders) *Fonts {
	return &Fonts{f, map[string]*typeface.Face{}, map[string][]slice{}}
}

// A style is one of the book's, and what it is set in before the chain is asked.
type style struct {
	family string
	weight int
	own    func(*Fonts) font
}

var styles = [...]style{
	{"Song", 400, func(f *Fonts) font { return f.noto("noto-serif-sc", 400) }},
	{"Song", 600, func(f *Fonts) font { return f.noto("noto-serif-sc", 600) }},
	{"Hei", 500, func(f *Fonts) font { return f.noto("noto-sans-sc", 500) }},
	{"Hei", 700, func(f *Fonts) font { return f.noto("noto-sans-sc", 700) }},
	{"Kai", 400, func(f *Fonts) font { return font{common: f.folders.Kai} }},
}

// chain is the further fonts for a style, light or bold as it is; HanaMin has no bold, and none is made of it: in the
// PDF, that would be a drawing and no character.
func (f *Fonts) chain(weight int) []font {
	serif, sans, ukij, nanum := 400, 500, "UKIJTuz.ttf", "NanumMyeongjo.ttf"
	if weight >= 600 {
		serif, sans, ukij, nanum = 600, 700, "UKIJTuzBold.ttf", "NanumMyeongjoBold.ttf"
	}
	return []font{
		f.noto("noto-serif-sc", serif),
		f.noto("noto-sans-sc", sans),
		f.script("jomolhari", "tibetan"),
		f.script("noto-sans-mongolian", "mongolian"),
		f.script("noto-sans-yi", "yi"),
		{common: filepath.Join(f.folders.Debian, "fonts-ukij-uyghur", ukij)},
		{common: filepath.Join(f.folders.Debian, "hanazono", "HanaMinA.ttf")},
		{common: filepath.Join(f.folders.Debian, "hanazono", "HanaMinB.ttf")},
		{common: filepath.Join(f.folders.Debian, "nanum", nanum)},
	}
}

// Find finds the faces for some characters in all styles of the book. lacking are those that no font has, sorted. It
// fails where a font that every book needs is not there.
func (f *Fonts) Find(characters []rune) (all []Face, lacking []rune, err error) {
	for _, s := range styles {
		own := s.own(f)
		files, left, err := f.take(own, characters)
		if err != nil {
			return nil, nil, err
		}
		if len(files) > 0 && files[0].File == own.common {
			files[0].Only = nil // the browser need not be told of thousands
		}
		for _, further := range f.chain(s.weight) {
			if len(left) == 0 {
				break
			}
			more, rest, err := f.take(further, left)
			if errors.Is(err, fs.ErrNotExist) {
				continue
			}
			if err != nil {
				return nil, nil, err
			}
			files, left = append(files, more...), rest
		}
		for _, file := range files {
			file.Family, file.Weight = s.family, s.weight
			all = append(all, file)
		}
		lacking = append(lacking, left...)
	}
	slices.Sort(lacking)
	return all, slices.Compact(lacking), nil
}

// Missing is the package of Debian that is not installed and may have a character that no other font has; or "".
func (f *Fonts) Missing(r rune) string {
	name, folder := "fonts-hanazono", "hanazono"
	switch {
	case unicode.Is(unicode.Arabic, r):
		name, folder = "fonts-ukij-uyghur", "fonts-ukij-uyghur"
	case unicode.Is(unicode.Hangul, r):
		name, folder = "fonts-nanum", "nanum"
	}
	if !unicode.IsGraphic(r) || there(filepath.Join(f.folders.Debian, folder)) {
		return ""
	}
	return name
}

func there(file string) bool {
	_, err := os.Stat(file)
	return err == nil
}

// Seal is the files that a seal is drawn with, in the order in which they are asked: 宋 at its heaviest, whose thin
// strokes can be seen even when the picture is small, and for what it lacks HanaMin, which is light. A seal has one
// character beside the other: scripts that join their letters are not for it.
func (f Folders) Seal() (heavy, light []string, err error) {
	song := Open(f).noto("noto-serif-sc", 900)
	slices, err := filepath.Glob(song.file("*"))
	if err != nil {
		return nil, nil, err
	}
	for _, name := range []string{"HanaMinA.ttf", "HanaMinB.ttf"} {
		if file := filepath.Join(f.Debian, "hanazono", name); there(file) {
			light = append(light, file)
		}
	}
	return append([]string{song.common}, slices...), light, nil
}

// load reads a font file.
func (f *Fonts) load(file string) (*typeface.Face, error) {
	if face := f.read[file]; face != nil {
		return face, nil
	}
	face, err := typeface.Load(file)
	if err == nil {
		f.read[file] = face
	}
	return face, err
}
