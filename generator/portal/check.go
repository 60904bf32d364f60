package portal

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"net/url"
	"os"
	"path"
	"slices"
	"strings"

	"handbook/generator/address"
	"handbook/generator/diag"
	"handbook/generator/markup"
)

// A Verdict is how a clause came out.
type Verdict int

// Unset is for what has not been given; Broken for what is wrong.
const (
	Holds Verdict = iota
	Unset
	Broken
)

func (v Verdict) String() string { return [...]string{"合格", "未填", "不合格"}[v] }

// A Row is one clause: what it expects, what was found, and on which page; the first of several.
type Row struct {
	Verdict                       Verdict
	Clause, Expected, Found, Page string
}

// A Report has every clause that a machine can check against the published folder.
type Report struct{ Rows []Row }

// Count returns how many clauses came out so.
func (r Report) Count(v Verdict) int {
	n := 0
	for _, row := range r.Rows {
		if row.Verdict == v {
			n++
		}
	}
	return n
}

// publishedSite is the published folder in memory.
type publishedSite struct {
	config   Config
	pages    []*page        // sorted by path
	oneFiles []*page        // the one-file editions
	sizes    map[string]int // of every file, compressed where a server does that
	empty    []string       // files without content
	sheets   map[string]string
	rows     []Row
}

// Check reads the published folder and checks each clause. It takes the configuration as Load left it: a value that
// is wrong is reported as such, whatever the pages say.
func Check(c Config, dir string) (Report, error) {
	f := &publishedSite{config: c, sizes: map[string]int{}, sheets: map[string]string{}}
	if err := f.read(dir); err != nil {
		return Report{}, err
	}
	f.settings()
	f.footers()
	f.everywhere()
	f.links()
	f.looks()
	return Report{f.rows}, nil
}

// mostRead is more than any page, style or script of a handbook has, in bytes; of what is larger only the size is
// taken.
const mostRead = 64 << 20

func (f *publishedSite) read(dir string) error {
	site := os.DirFS(dir)
	err := fs.WalkDir(site, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || strings.HasPrefix(path.Base(name), ".") {
			return err
		}
		info, err := d.Info()
		switch {
		case err != nil:
			return err
		case !info.Mode().IsRegular(): // the manifest tells of it; to read a pipe would be to wait
			return nil
		case info.Size() > mostRead:
			f.sizes[name] = int(info.Size())
			return nil
		}
		text, err := fs.ReadFile(site, name)
		if err != nil {
			return err
		}
		switch path.Ext(name) {
		case ".html":
			p := scan(name, text)
			f.sizes[name] = p.weight
			if path.Base(name) == address.OneFileName { // a file to take away, with its own script and style: no page
				f.oneFiles = append(f.oneFiles, p)
			} else {
				f.pages = append(f.pages, p)
			}
		case ".css":
			f.sheets[name] = string(text)
			fallthrough
		case ".js", ".svg", ".json", ".xml", ".txt":
			f.sizes[name] = compressed(text)
		default:
			f.sizes[name] = len(text)
		}
		if len(text) == 0 {
			f.empty = append(f.empty, name)
		}
		return nil
	})
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return diag.Errorf("see who may read the folder and its files", "%q cannot be read: %w", dir, err)
	}
	if len(f.pages) == 0 {
		return diag.Errorf("make builds it", "there is no built site in %s", dir)
	}
	return nil
}

// A miss is a page on which a clause does not hold, and what is found there instead.
type miss struct{ page, found string }

// row adds a clause that holds where nothing was missed.
func (f *publishedSite) row(clause, expected, good string, misses []miss) {
	if len(misses) == 0 {
		f.rows = append(f.rows, Row{Holds, clause, expected, good, ""})
		return
	}
	where := misses[0].page
	if more := len(misses) - 1; more > 0 {
		where += fmt.Sprintf(" 等 %d 处", more+1)
	}
	f.rows = append(f.rows, Row{Broken, clause, expected, misses[0].found, where})
}

// settings compares the meta tags with what was configured, tag by tag.
func (f *publishedSite) settings() {
	for _, s := range settings {
		if s.tag == "" {
			continue
		}
		where := map[scope]string{everyPage: "每一页", onColumns: "每个列表页", onContent: "每个内容页"}[s.scope]
		value := f.config.values[s.key]
		clause := s.tag + " " + s.name
		if value == "" {
			f.notGiven(s, clause, where+"一个，不为空")
			continue
		}
		var misses []miss
		n := 0
		for _, p := range f.pages {
			if s.scope == onColumns && p.role() != column || s.scope == onContent && p.role() != content {
				continue
			}
			n++
			if got := p.metas[s.tag]; len(got) != 1 || got[0] != value {
				misses = append(misses, miss{p.path, foundTag(got)})
			}
		}
		f.row(clause, fmt.Sprintf("%s一个“%s”", where, value), fmt.Sprintf("%d 页都是", n), misses)
	}
	var misses []miss
	n := 0
	for _, p := range f.pages {
		if p.role() == content {
			n++
			if got := p.metas["ArticleTitle"]; len(got) != 1 || got[0] == "" || !strings.HasPrefix(p.title, got[0]) {
				misses = append(misses, miss{p.path, foundTag(got)})
			}
		}
	}
	f.row("ArticleTitle 文章标题", "每个内容页一个，与网页标题一致", fmt.Sprintf("%d 页都是", n), misses)
}

// notGiven adds the row of a setting without a value.
func (f *publishedSite) notGiven(s setting, clause, expected string) {
	found, verdict := "未填写："+FileName+" 的 "+s.key, Unset
	if f.config.wrong[s.key] {
		found, verdict = "填写有误："+FileName+" 的 "+s.key, Broken
	}
	f.rows = append(f.rows, Row{verdict, clause, expected, found, ""})
}

func foundTag(got []string) string {
	switch {
	case len(got) == 0:
		return "没有"
	case len(got) > 1:
		return fmt.Sprintf("有 %d 个", len(got))
	case got[0] == "":
		return "是空的"
	}
	return "“" + got[0] + "”"
}

// Marks by which an item is known in a footer that the portal gave.
var footerMarks = map[string]string{
	"footer.organiser": "主办", "footer.contact": "联系", "site.code": "标识码", "footer.icp": "ICP备", "footer.police": "公网安备",
	"footer.mark": "conac.cn", "footer.report": "找错",
}

// footers looks for the items that monitoring tools look for.
func (f *publishedSite) footers() {
	for _, key := range footerKeys {
		s := settingOf(key)
		value := f.config.values[key]
		clause, expected := "页脚 "+s.name, "每一页的页脚里有"
		switch {
		case f.config.wrong[key] || value == "" && f.config.Footer.Kind == Own:
			f.notGiven(s, clause, expected)
		case f.config.Footer.Kind == None:
			f.rows = append(f.rows, Row{Unset, clause, expected, "手册不带页脚：由门户的模板提供，请人工核对", ""})
		case f.config.Footer.Kind == Given:
			footer := f.config.Footer.HTML
			if strings.Contains(footer, footerMarks[key]) || value != "" && strings.Contains(footer, value) {
				f.rows = append(f.rows, Row{Holds, clause, expected, "门户的页脚里有“" + footerMarks[key] + "”", ""})
			} else {
				f.rows = append(f.rows, Row{Unset, clause, expected, "门户的页脚里没有“" + footerMarks[key] + "”", ""})
			}
		default:
			var misses []miss
			for _, p := range f.pages {
				if !p.shows(s, value) {
					misses = append(misses, miss{p.path, "没有"})
				}
			}
			f.row(clause, expected, fmt.Sprintf("%d 页都有", len(f.pages)), misses)
		}
	}
}

// shows tells whether the value stands below the page's main part, as a text or as a link.
func (p *page) shows(s setting, value string) bool {
	if s.key == "footer.mark" || s.key == "footer.report" {
		for _, link := range p.links {
			if link == value {
				return strings.Contains(p.below, s.name)
			}
		}
		return false
	}
	return strings.Contains(p.below, squeeze(value))
}

func squeeze(s string) string { return strings.Join(strings.Fields(s), "") }

// strict tells whether a page's policy forbids all that it does not name.
func (p *page) strict() (found string, ok bool) {
	got := p.metas["content-security-policy"]
	if len(got) != 1 {
		return foundTag(got), false
	}
	return got[0], strings.Contains(got[0], "default-src 'none'") && !strings.Contains(got[0], "unsafe-")
}

// everywhere checks on each page what asks for no configuration.
func (f *publishedSite) everywhere() {
	pages := fmt.Sprintf("%d 页都是", len(f.pages))
	f.each("标签不为空", "没有空的 meta 标签", pages, func(p *page) string {
		for _, name := range slices.Sorted(maps.Keys(p.metas)) {
			for _, v := range p.metas[name] {
				if strings.TrimSpace(v) == "" {
					return name + " 是空的"
				}
			}
		}
		return ""
	})
	if published := f.config.Value("content.published"); published == "" {
		f.notGiven(settingOf("content.published"), "页面日期", "每一页看得到发布日期")
	} else {
		f.each("页面日期", "每一页看得到“"+published+"”", pages, func(p *page) string {
			if !strings.Contains(p.text, squeeze(published)) {
				return "没有日期"
			}
			return ""
		})
	}
	titles := map[string]string{}
	f.each("网页标题", "每页有，互不相同", pages, func(p *page) string {
		if p.title == "" {
			return "没有标题"
		}
		if first, ok := titles[p.title]; ok {
			return "与 " + first + " 相同"
		}
		titles[p.title] = p.path
		return ""
	})
	f.each("无页内脚本、样式", "没有 <script>、<style>、style=、on…=", pages, func(p *page) string {
		if len(p.forbidden) > 0 {
			return p.forbidden[0]
		}
		return ""
	})
	f.each("内容安全策略", "default-src 'none'，没有 unsafe-", pages, func(p *page) string {
		if found, ok := p.strict(); !ok {
			return found
		}
		return ""
	})
	f.each("无第三方内容", "脚本、样式、图片都在本站", pages, func(p *page) string {
		for _, load := range p.loads {
			if f.foreign(load) {
				return load
			}
		}
		return ""
	})
	if len(f.oneFiles) > 0 {
		var misses []miss
		for _, p := range f.oneFiles {
			if found, ok := p.strict(); !ok || slices.ContainsFunc(p.loads, f.foreign) {
				misses = append(misses, miss{p.path, found})
			}
		}
		f.row("单文件版", "策略只放行自己，不取外部内容", fmt.Sprintf("%d 个", len(f.oneFiles)), misses)
	}
	f.each("栏目不空", "每个列表页至少有一条", fmt.Sprintf("%d 个列表页都有", f.count(column)), func(p *page) string {
		if p.role() == column && p.entries == 0 {
			return "没有一条"
		}
		return ""
	})
}

func (f *publishedSite) each(clause, expected, good string, fault func(*page) string) {
	var misses []miss
	for _, p := range f.pages {
		if found := fault(p); found != "" {
			misses = append(misses, miss{p.path, found})
		}
	}
	f.row(clause, expected, good, misses)
}

func (f *publishedSite) count(r role) int {
	n := 0
	for _, p := range f.pages {
		if p.role() == r {
			n++
		}
	}
	return n
}

// foreign tells whether an address leads to another host than the portal's.
func (f *publishedSite) foreign(address string) bool {
	if markup.Scheme(address) == "" && !strings.HasPrefix(address, "//") {
		return false
	}
	u, err := url.Parse(address)
	return err != nil || u.Host == "" || u.Hostname() != f.config.Value("site.domain")
}

// target is the file that a relative address leads to from a page, or "" where it is none.
func target(from, address string) string {
	switch name, _, err := markup.Split(address); {
	case err != nil:
		return ""
	case name == "":
		return from
	default:
		return path.Join(path.Dir(from), name)
	}
}
