package ruled

import (
	"bytes"
	"errors"
	"fmt"
	"image"
	"image/png"
	"math"

	"github.com/klippa-app/go-pdfium/enums"
	"github.com/klippa-app/go-pdfium/requests"

	"handbook/generator/grid"
)

const (
	pixels      = 1.5 // for a point: 108 for an inch
	around      = 4   // points that a picture shows around a place
	mostPixels  = 16_000_000
	whitePaper  = 0xFFFFFFFF
	bytesPixel  = 4
	noAlphaOfIt = 0
)

// picture draws a place of a page, the whole page where it has no box, as a PNG.
func (r *reader) picture(at grid.Place) ([]byte, error) {
	if r.Pdfium == nil || at.Page < 1 || at.Page > len(r.sheets) {
		return nil, fmt.Errorf("%s: no page %d to draw", r.file, at.Page)
	}
	if r.lost {
		return nil, fmt.Errorf("%s: page %d cannot be drawn: %w", r.file, at.Page, errSlow)
	}
	p := r.sheets[at.Page-1].page
	whole := box{0, 0, p.wide, p.high}
	part := whole
	if at.Box != [4]float64{} {
		part = box{at.Box[0] - around, at.Box[1] - around, at.Box[2] + around, at.Box[3] + around}.and(whole)
	}
	left, top := math.Floor(part.left*pixels), math.Floor(part.top*pixels)
	wide, high := math.Ceil(part.right*pixels)-left, math.Ceil(part.bottom*pixels)-top
	if !(wide >= 1 && high >= 1 && wide*high <= mostPixels) {
		return nil, fmt.Errorf("%s: nothing to draw of page %d", r.file, at.Page)
	}
	drawn, err := within(longestPicture, func() (*image.RGBA, error) {
		return r.draw(p, image.Rect(int(left), int(top), int(left+wide), int(top+high)))
	})
	if err != nil {
		r.lost = errors.Is(err, errSlow)
		return nil, fmt.Errorf("%s: page %d cannot be drawn: %w", r.file, at.Page, err)
	}
	var out bytes.Buffer
	if err := png.Encode(&out, drawn); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}

// draw draws a part of a page, in pixels of the whole.
func (e *engine) draw(p *page, part image.Rectangle) (*image.RGBA, error) {
	loaded, err := e.FPDF_LoadPage(&requests.FPDF_LoadPage{Document: e.document, Index: p.number - 1})
	if err != nil {
		return nil, err
	}
	defer e.FPDF_ClosePage(&requests.FPDF_ClosePage{Page: loaded.Page})
	wide, high := part.Dx(), part.Dy()
	made, err := e.FPDFBitmap_Create(&requests.FPDFBitmap_Create{Width: wide, Height: high, Alpha: noAlphaOfIt})
	if err != nil {
		return nil, err
	}
	bitmap := made.Bitmap
	defer e.FPDFBitmap_Destroy(&requests.FPDFBitmap_Destroy{Bitmap: bitmap})
	if _, err := e.FPDFBitmap_FillRect(&requests.FPDFBitmap_FillRect{
		Bitmap: bitmap, Width: wide, Height: high, Color: whitePaper}); err != nil {
		return nil, err
	}
	if _, err := e.FPDF_RenderPageBitmap(&requests.FPDF_RenderPageBitmap{
		Bitmap: bitmap, Page: requests.Page{ByReference: &loaded.Page},
		StartX: -part.Min.X, StartY: -part.Min.Y,
		SizeX: int(math.Round(p.wide * pixels)), SizeY: int(math.Round(p.high * pixels)),
		Rotate: enums.FPDF_PAGE_ROTATION(p.turned), Flags: enums.FPDF_RENDER_FLAG_REVERSE_BYTE_ORDER,
	}); err != nil {
		return nil, err
	}
	buffer, err := e.FPDFBitmap_GetBuffer(&requests.FPDFBitmap_GetBuffer{Bitmap: bitmap})
	if err != nil {
		return nil, err
	}
	drawn := image.NewRGBA(image.Rect(0, 0, wide, high))
	copy(drawn.Pix, buffer.Buffer)
	for i := bytesPixel - 1; i < len(drawn.Pix); i += bytesPixel {
		drawn.Pix[i] = 0xFF
	}
	return drawn, nil
}
