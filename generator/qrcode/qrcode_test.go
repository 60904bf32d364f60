package qrcode_test

import (
	"bytes"
	"image/png"
	"strings"
	"testing"

	"handbook/generator/diag"
	"handbook/generator/qrcode"
)

const item = "https://www.example.gov.cn/zwgk/qingdan/kuiyibage/joint/034.html"

// The picture of an address of the usual length is small, and has its quiet zone.
func TestPNG(t *testing.T) {
	code, err := qrcode.PNG(item)
	if err != nil || len(code) > 700 {
		t.Errorf("%d bytes, %v", len(code), err)
	}
	picture, err := png.Decode(bytes.NewReader(code))
	if err != nil {
		t.Fatal(err)
	}
	if size := picture.Bounds().Dx(); size != 8*(37+2*4) {
		t.Errorf("%d pixels", size)
	}
	if r, _, _, _ := picture.At(8*4-1, 8*4-1).RGBA(); r == 0 {
		t.Error("no quiet zone")
	}
	if r, _, _, _ := picture.At(8*4, 8*4).RGBA(); r != 0 {
		t.Error("the code does not begin where the quiet zone ends")
	}
}

func TestSVG(t *testing.T) {
	code, err := qrcode.SVG(item)
	want := `<svg class="qr" role="img" aria-label="` + item + `" viewBox="0 0 37 37"><path d="M0 0h7v1h-7z`
	if err != nil || !strings.HasPrefix(string(code), want) {
		t.Errorf("%v %.200s", err, code)
	}
}

func TestTooLong(t *testing.T) {
	long := strings.Repeat("长", 2000)
	if _, err := qrcode.PNG(long); diag.Hint(err) == "" {
		t.Error(err)
	}
	if _, err := qrcode.SVG(long); diag.Hint(err) == "" {
		t.Error(err)
	}
}
