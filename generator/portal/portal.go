// Package portal fits the handbook into the county's portal: what inspections of government sites ask for, as far as a
// machine can give or check it.
//
//	data/site.toml ──Load──▶ Config ──Params──▶ .build/portal.json ──(hugo, theme)──▶ HTML ──Check──▶ Report
//
// The county's web desk fills in data/site.toml. [Load] reads it with findings, each with key, place and the clause it
// offends. What is wrong counts as not given: the site can still be built and looked at, and nothing wrong gets into
// it. [Config.Params] is what the theme is told. [Check] checks the published folder, clause by clause: on which pages
// a value must stand, and what no page may hold. Nothing is invented: a value that is not given is missing in the
// page, and named by the check.
package portal

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"handbook/generator/diag"
	"handbook/generator/record"
)

// FileName is the configuration's file name, in the folder of the list.
const FileName = "site.toml"

// A Config is what the web desk has said about the portal. What it has not said, or said wrongly, is absent.
type Config struct {
	values         map[string]string // by key: "site.code"
	wrong          map[string]bool   // keys that are given, but wrong
	Header, Footer Frame
}

// A Frame is what stands above or below each page: the handbook's own, nothing, or a piece of HTML.
type Frame struct {
	Kind FrameKind
	HTML string // of the portal; only where Kind is Given
}

// A FrameKind says whose a frame is.
type FrameKind int

// Own is the handbook's, None is nothing at all, Given is the portal's.
const (
	Own FrameKind = iota
	None
	Given
)

// Value returns the value of a key, "" where it is not given.
func (c Config) Value(key string) string { return c.values[key] }

// Load reads site.toml in the folder of the list. A folder without one is a county that has not said anything yet. The
// findings are sorted; they are about what is given, never about what is not: [Config.Unset] names that. The ids are
// those of the list, which are names of parts of its pages: the portal's header and footer must not have them.
func Load(dir string, ids []string) (Config, []diag.Finding) {
	c := Config{values: map[string]string{}, wrong: map[string]bool{}}
	var found []diag.Finding
	file := filepath.Join(dir, FileName)
	if _, err := os.Lstat(file); errors.Is(err, fs.ErrNotExist) {
		return c, nil
	}
	root, ok := record.Open(file, &found)
	if !ok {
		return c, diag.Sort(found)
	}
	tables := map[string]record.Table{"": root}
	for _, s := range settings {
		c.read(s, tables, &found)
	}
	c.compare(tables)
	if t, ok := root.Table("frame"); ok {
		tables["frame"] = t
		c.frames(t, dir, ids, &found)
	}
	for _, t := range tables {
		t.Done()
	}
	return c, diag.Sort(found)
}

// read takes one setting out of its table.
func (c Config) read(s setting, tables map[string]record.Table, found *[]diag.Finding) {
	section, key := s.split()
	t, known := tables[section]
	if !known {
		if t, known = tables[""].Table(section); !known {
			return
		}
		tables[section] = t
	}
	before := len(*found)
	value := ""
	switch {
	case s.list:
		value = strings.Join(t.Texts(key, false), ",")
	case s.office:
		value = t.Telephone(key)
	default:
		value = t.Optional(key)
	}
	// No text, empty, debris: said already, but not what asks for it.
	if errs, _ := diag.Count((*found)[before:]); errs > 0 {
		for i := range (*found)[before:] {
			f := &(*found)[before+i]
			f.Hint = strings.TrimPrefix(f.Hint+"；"+s.hint(), "；")
		}
		c.wrong[s.key] = true
		return
	}
	if value == "" {
		return
	}
	fault := plain(value)
	if fault == nil && s.check != nil {
		fault = s.check(value)
	}
	if fault != nil {
		t.Report(t.At(key), diag.Error, s.name+"不合规："+fault.Error(), s.hint())
		c.wrong[s.key] = true
		return
	}
	c.values[s.key] = value
}

// frames reads header and footer, which stand in one page: they have no name in common.
func (c *Config) frames(t record.Table, dir string, ids []string, found *[]diag.Finding) {
	where := surroundings{domain: c.Value("site.domain"), address: c.Value("site.address"), ids: slices.Clone(ids)}
	c.Header = frame(t, dir, "header", &where, found)
	c.Footer = frame(t, dir, "footer", &where, found)
}

// compare checks values that must agree with each other.
func (c Config) compare(tables map[string]record.Table) {
	wrong := func(key, message, hint string) {
		s := settingOf(key)
		section, name := s.split()
		t := tables[section]
		t.Report(t.At(name), diag.Error, message, hint)
		delete(c.values, key)
		c.wrong[key] = true
	}
	domain, address := c.Value("site.domain"), c.Value("site.address")
	if domain != "" && address != "" && hostOf(address) != domain {
		wrong("site.address", "网址的主机“"+hostOf(address)+"”不是网站域名“"+domain+"”",
			"手册是政府门户网站的一个栏目，不另开网站（国办发〔2017〕47号）：改正网址，或改正 site.domain")
	}
	code, report := c.Value("site.code"), c.Value("footer.report")
	if named := codeIn(report); code != "" && named != "" && named != code {
		wrong("footer.report", "找错链接里的网站标识码“"+named+"”不是本站的“"+code+"”",
			"从政府门户网站首页的页脚复制“我为政府网站找错”的链接")
	}
}

// Unset returns the keys that the inspection asks for and that are not given, in the order of the file; those given
// wrongly are not among them. Where the footer is not the handbook's, what stands in it is the portal's business.
func (c Config) Unset() []string {
	var keys []string
	for _, s := range settings {
		if s.optional || c.values[s.key] != "" || c.wrong[s.key] || s.scope == inFooter && c.Footer.Kind != Own {
			continue
		}
		keys = append(keys, s.key)
	}
	return keys
}

// Describe names a key as the inspection does: "site.code 网站标识码".
func Describe(key string) string {
	if s := settingOf(key); s.name != "" {
		return key + " " + s.name
	}
	return key
}
