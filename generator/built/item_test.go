package built

import (
	"testing"

	"github.com/chromedp/chromedp"
)

// joint 88 has eleven departments, each with a block of its own, and fewer duties of the town.
const manyDepartments = "kuiyibage/joint/088.html"

// TestDepartmentLinks follows each name in the line of departments: it leads to that department's block on the page.
func TestDepartmentLinks(t *testing.T) {
	t.Parallel()
	r := newReader(t, start(t), onDisk(t, public))
	r.do(chromedp.EmulateViewport(390, 740))
	r.open(manyDepartments)
	wrong := js[[]string](r, `(async () => {
		const wrong = [], links = [...document.querySelectorAll('.hb-item__departments a')];
		if (links.length !== 11) return [links.length + ' links'];
		for (const link of links) {
			link.click();
			await new Promise(done => setTimeout(done, 50));
			const block = document.querySelector(':target'), head = block && block.querySelector('h3');
			const top = head ? head.getBoundingClientRect().top : -1;
			const leads = head && head.querySelector('a[href*="/departments/"]');
			if (!leads || top < 0 || top > innerHeight) wrong.push(link.textContent + ': the head is at ' + top);
		}
		return wrong;
	})()`)
	for _, w := range wrong {
		t.Error(w)
	}
	r.fine()
}

// TestBeside scrolls the departments' part on wide screens: the town's stays in sight, unless the window is too low for
// all of it; on a narrow one it scrolls away.
func TestBeside(t *testing.T) {
	t.Parallel()
	r := newReader(t, start(t), onDisk(t, public))
	for _, c := range []struct {
		width, height int64
		stays         bool
	}{{1440, 900, true}, {1920, 1080, true}, {1440, 400, false}, {768, 1024, false}} {
		r.do(chromedp.EmulateViewport(c.width, c.height))
		r.open(manyDepartments)
		bottom := js[float64](r, `new Promise(done => setTimeout(() => {
			document.getElementById('county-6').scrollIntoView();
			setTimeout(() => done(document.getElementById('town').getBoundingClientRect().bottom), 100);
		}, 100))`)
		if stays := bottom > 0 && bottom <= float64(c.height); stays != c.stays {
			t.Errorf("%d × %d: the town's part ends at %.0f px", c.width, c.height, bottom)
		}
	}
	r.fine()
}
