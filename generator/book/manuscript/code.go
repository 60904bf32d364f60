package manuscript

import (
	"fmt"
	"html/template"
	"strings"

	"rsc.io/qr"

	"handbook/generator/address"
	"handbook/generator/diag"
	"handbook/generator/list"
)

// code is the QR code of a category's permanent address, as a drawing without a margin; "" where the site has no address.
func code(site string, t *list.Town, c *list.Category) (template.HTML, error) {
	if site == "" {
		return "", nil
	}
	target := site + address.Category(t, c).Site()
	q, err := qr.Encode(target, qr.M)
	if err != nil {
		return "", diag.Errorf("shorten the address in site.toml", "no QR code can be made of %s: %w", target, err)
	}
	var d strings.Builder
	for y := range q.Size {
		for x := 0; x < q.Size; x++ {
			run := 0
			for x+run < q.Size && q.Black(x+run, y) {
				run++
			}
			if run > 0 {
				fmt.Fprintf(&d, "M%d %dh%dv1h-%dz", x, y, run, run)
				x += run
			}
		}
	}
	return template.HTML(fmt.Sprintf(`<svg class="qr" role="img" aria-label="%s" viewBox="0 0 %d %d"><path d="%s"/></svg>`,
		template.HTMLEscapeString(target), q.Size, q.Size, d.String())), nil
}
