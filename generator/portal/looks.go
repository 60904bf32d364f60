package portal

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"handbook/generator/markup"
)

// links follows every link within the site.
func (f *publishedSite) links() {
	root := f.config.Value("site.address")
	total := 0
	var dead, rooted []miss
	for _, p := range f.pages {
		for _, address := range slices.Concat(p.links, p.loads) {
			switch {
			case strings.HasPrefix(address, "/") || root != "" && strings.HasPrefix(address, root):
				rooted = append(rooted, miss{p.path, address})
			case markup.Scheme(address) != "":
			default:
				total++
				if _, ok := f.sizes[target(p.path, address)]; !ok {
					dead = append(dead, miss{p.path, address + " 不存在"})
				}
			}
		}
	}
	f.row("死链", "站内链接都打得开", fmt.Sprintf("%d 个链接都在", total), dead)
	f.row("相对链接", "站内链接不以 / 或网址开头", fmt.Sprintf("%d 个链接都是", total), rooted)
	var empty []miss
	for _, name := range f.empty {
		empty = append(empty, miss{name, "文件是空的"})
	}
	f.row("附件", "文件都不是空的", fmt.Sprintf("%d 个文件", len(f.sizes)), empty)
}

// What a page may take to open, and the line it is reckoned for: a poor mobile one.
const (
	mostSeconds    = 3.0
	bytesPerSecond = 1.6e6 / 8
	roundTrip      = 0.15
	trips          = 4 // to look up and connect, to ask for the page, to ask for what it needs
)

func (f *publishedSite) looks() {
	var slow []miss
	heaviest, most := "", 0
	for _, p := range f.pages {
		weight := p.weight
		for _, load := range p.loads {
			weight += f.sizes[target(p.path, load)]
		}
		if weight > most {
			heaviest, most = p.path, weight
		}
		if s := seconds(weight); s > mostSeconds {
			slow = append(slow, miss{p.path, fmt.Sprintf("%.1f kB，约 %.1f 秒", float64(weight)/1000, s)})
		}
	}
	f.row("打开速度", fmt.Sprintf("%.0f 秒以内（按 1.6 Mbit/s、往返 150 毫秒估算）", mostSeconds),
		fmt.Sprintf("最大 %.1f kB，约 %.1f 秒：%s", float64(most)/1000, seconds(most), heaviest), slow)

	like := map[string]*page{}
	var odd []miss
	for _, p := range f.pages {
		first, ok := like[p.kind]
		if !ok {
			like[p.kind] = p
		} else if !slices.Equal(first.skeleton, p.skeleton) {
			odd = append(odd, miss{p.path, "与 " + first.path + " 不同"})
		}
	}
	f.row("同类网页同一模板", "样式、脚本和版面结构一致", fmt.Sprintf("%d 类网页，各自一致", len(like)), odd)

	hues := f.hues()
	found := fmt.Sprintf("%d 个色系：%s", len(hues), strings.Join(hues, " "))
	var many []miss
	if len(hues) > mostHues {
		many = append(many, miss{"样式表", found})
	}
	f.row("色彩", fmt.Sprintf("一种主色，不超过 %d 个色系", mostHues), found, many)
}

func seconds(bytes int) float64 { return trips*roundTrip + float64(bytes)/bytesPerSecond }

const (
	mostHues = 3
	grey     = 40 // of 255: a colour whose parts differ less is paper or ink
	apart    = 30 // degrees between two hues that are told apart
)

var colour = regexp.MustCompile(`#([0-9a-fA-F]{6}|[0-9a-fA-F]{3})\b`)

// hues returns a colour of each family of hues that the style sheets use.
func (f *publishedSite) hues() []string {
	byHue := map[int]string{}
	for _, sheet := range f.sheets {
		for _, m := range colour.FindAllString(sheet, -1) {
			if hue, ok := hueOf(m); ok && (byHue[hue] == "" || m < byHue[hue]) {
				byHue[hue] = m
			}
		}
	}
	var degrees []int
	for hue := range byHue {
		degrees = append(degrees, hue)
	}
	slices.Sort(degrees)
	var families []string
	for i, hue := range degrees {
		before := degrees[(i+len(degrees)-1)%len(degrees)]
		if gap := (hue - before + 360) % 360; gap > apart || len(degrees) == 1 {
			families = append(families, byHue[hue])
		}
	}
	return families
}

// hueOf is the hue of a colour in degrees; ok is false for a grey.
func hueOf(hex string) (degrees int, ok bool) {
	hex = hex[1:]
	if len(hex) == 3 {
		hex = string([]byte{hex[0], hex[0], hex[1], hex[1], hex[2], hex[2]})
	}
	n, _ := strconv.ParseUint(hex, 16, 32)
	r, g, b := int(n>>16), int(n>>8&255), int(n&255)
	high, low := max(r, g, b), min(r, g, b)
	span := high - low
	if span < grey {
		return 0, false
	}
	switch high {
	case r:
		return (60*(g-b)/span + 360) % 360, true
	case g:
		return 60*(b-r)/span + 120, true
	}
	return 60*(r-g)/span + 240, true
}
