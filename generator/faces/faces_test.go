package faces_test

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"handbook/generator/faces"
)

// typeOf is a font file that has some characters, and nothing else of a font.
func typeOf(characters string) []byte {
	var cmap bytes.Buffer
	write := func(values ...any) {
		for _, v := range values {
			binary.Write(&cmap, binary.BigEndian, v)
		}
	}
	runes := []rune(characters)
	slices.Sort(runes)
	write(uint16(0), uint16(1), uint16(3), uint16(10), uint32(12))
	write(uint16(12), uint16(0), uint32(16+12*len(runes)), uint32(0), uint32(len(runes)))
	for i, r := range runes {
		write(r, r, uint32(i+1))
	}
	head := make([]byte, 28)
	copy(head, "\x00\x01\x00\x00\x00\x01")
	copy(head[12:], "cmap")
	binary.BigEndian.PutUint32(head[20:], 28)
	binary.BigEndian.PutUint32(head[24:], uint32(cmap.Len()))
	return append(head, cmap.Bytes()...)
}

// folders has fonts with a few characters: 甲 in all; 乙 in a slice of 宋, and in 黑; 丙 in no font of the book.
func folders(t *testing.T) faces.Folders {
	t.Helper()
	dir := t.TempDir()
	f := faces.Folders{Packages: filepath.Join(dir, "100%s"), Kai: filepath.Join(dir, "kai.ttf"), Debian: dir}
	serif, sans := "100%s/@fontsource/noto-serif-sc/", "100%s/@fontsource/noto-sans-sc/"
	files := map[string]string{
		"kai.ttf":               "甲",
		"hanazono/HanaMinA.ttf": "甲乙丙丁ӓ", "hanazono/HanaMinB.ttf": "𣲘",
		"nanum/NanumMyeongjo.ttf": "조", "nanum/NanumMyeongjoBold.ttf": "조",
		"fonts-ukij-uyghur/UKIJTuz.ttf": "ئۇ", "fonts-ukij-uyghur/UKIJTuzBold.ttf": "ئۇ",
		"100%s/@fontsource/jomolhari/files/jomolhari-tibetan-400-normal.woff": "བོ",
	}
	for _, weight := range []string{"400", "600", "900"} {
		files[serif+"files/noto-serif-sc-chinese-simplified-"+weight+"-normal.woff"] = "甲"
		files[serif+"files/noto-serif-sc-4-"+weight+"-normal.woff"] = "乙"
	}
	for _, weight := range []string{"500", "700"} {
		files[sans+"files/noto-sans-sc-chinese-simplified-"+weight+"-normal.woff"] = "甲乙"
		files[sans+"files/noto-sans-sc-4-"+weight+"-normal.woff"] = "乙"
	}
	for name, characters := range files {
		write(t, filepath.Join(dir, filepath.FromSlash(name)), typeOf(characters))
	}
	for _, family := range []string{serif, sans} { // it promises a character more than the slice has
		write(t, filepath.Join(dir, filepath.FromSlash(family), "unicode.json"),
			[]byte(`{"[4]": "U+4e59,U+4e60-4e61"}`))
	}
	return f
}

func write(t *testing.T, file string, data []byte) {
	t.Helper()
	if err := errors.Join(os.MkdirAll(filepath.Dir(file), 0o755), os.WriteFile(file, data, 0o644)); err != nil {
		t.Fatal(err)
	}
}

// found is what Find says, a line for each face: 宋 400 file: characters.
func found(t *testing.T, f faces.Folders, characters string) (lines []string, lacking string) {
	t.Helper()
	all, none, err := faces.Open(f).Find([]rune(characters))
	if err != nil {
		t.Fatal(err)
	}
	for _, face := range all {
		lines = append(lines, fmt.Sprintf("%s %d %s: %s", face.Family, face.Weight, filepath.Base(face.File),
			string(face.Only)))
	}
	return lines, string(none)
}

// Each character comes from the first font of the chain that has it, and what no font has is told.
func TestFind(t *testing.T) {
	got, lacking := found(t, folders(t), "甲乙丙习ئབ𣲘조\ue000")
	want := []string{
		"Song 400 noto-serif-sc-chinese-simplified-400-normal.woff: ",
		"Song 400 noto-serif-sc-4-400-normal.woff: 乙",
		"Song 400 jomolhari-tibetan-400-normal.woff: བ",
		"Song 400 UKIJTuz.ttf: ئ",
		"Song 400 HanaMinA.ttf: 丙",
		"Song 400 HanaMinB.ttf: 𣲘",
		"Song 400 NanumMyeongjo.ttf: 조",
		"Song 600 noto-serif-sc-chinese-simplified-600-normal.woff: ",
		"Song 600 noto-serif-sc-4-600-normal.woff: 乙",
		"Song 600 jomolhari-tibetan-400-normal.woff: བ",
		"Song 600 UKIJTuzBold.ttf: ئ",
		"Song 600 HanaMinA.ttf: 丙",
		"Song 600 HanaMinB.ttf: 𣲘",
		"Song 600 NanumMyeongjoBold.ttf: 조",
	}
	if len(got) < len(want) || !slices.Equal(got[:len(want)], want) {
		t.Errorf("宋:\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	if kai := []string{"Kai 400 kai.ttf: ", "Kai 400 noto-serif-sc-4-400-normal.woff: 乙"}; !slices.Equal(
		got[len(got)-7:len(got)-5], kai) {
		t.Errorf("楷:\n%s", strings.Join(got, "\n"))
	}
	if lacking != "习\ue000" {
		t.Errorf("lacking %q", lacking)
	}
}

// Without the fonts that few lists need, what they may have is lacking, and which package may have it is told. Without
// those of every book nothing is found.
func TestMissing(t *testing.T) {
	f := folders(t)
	fonts := faces.Open(f)
	for _, r := range "𣲘ئ조\ue000" {
		if name := fonts.Missing(r); name != "" {
			t.Errorf("%q: %s is there", r, name)
		}
	}
	for _, name := range []string{"hanazono", "fonts-ukij-uyghur", "nanum"} {
		if err := os.RemoveAll(filepath.Join(f.Debian, name)); err != nil {
			t.Fatal(err)
		}
	}
	fonts = faces.Open(f)
	for r, want := range map[rune]string{
		'𣲘': "fonts-hanazono", 'ӓ': "fonts-hanazono", 'ئ': "fonts-ukij-uyghur",
		'조': "fonts-nanum", '\ue000': "", '\u200b': "",
	} {
		if got := fonts.Missing(r); got != want {
			t.Errorf("%q: %q, want %q", r, got, want)
		}
	}
	if _, lacking := found(t, f, "甲ئ𣲘丙"); lacking != "ئ丙𣲘" {
		t.Errorf("lacking %q", lacking)
	}
	if err := os.Remove(f.Kai); err != nil {
		t.Fatal(err)
	}
	fonts = faces.Open(f)
	if _, _, err := fonts.Find([]rune("甲")); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("without 楷: %v", err)
	}
}

func TestSeal(t *testing.T) {
	heavy, light, err := folders(t).Seal()
	var names []string
	for _, f := range append(heavy, light...) {
		names = append(names, filepath.Base(f))
	}
	want := []string{
		"noto-serif-sc-chinese-simplified-900-normal.woff",
		"noto-serif-sc-4-900-normal.woff", "noto-serif-sc-chinese-simplified-900-normal.woff",
		"HanaMinA.ttf", "HanaMinB.ttf",
	}
	if err != nil || !slices.Equal(names, want) || len(light) != 2 {
		t.Errorf("%q, %v", names, err)
	}
}
