package portal

import (
	"fmt"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"handbook/generator/address"
)

// A scope says on which pages the value of a setting must stand, and how.
type scope int

const (
	nowhere   scope = iota
	everyPage       // a meta tag of every page
	onColumns       // a meta tag of the pages that list others
	onContent       // a meta tag of the pages that say something themselves
	inFooter        // a line of the footer
)

// A setting is one value of site.toml.
type setting struct {
	key      string // with its table: "site.code"
	name     string // as the inspection calls it
	tag      string // the meta tag's name, where it is one
	scope    scope
	optional bool
	office   bool // the telephone number of an office
	list     bool // of texts, joined with commas
	check    func(string) error
	clause   string
	example  string
}

const (
	tags47   = "国办发〔2017〕47号《政府网站发展指引》网页标签"
	footer47 = "国办发〔2017〕47号《政府网站发展指引》页脚"
	column47 = "国办发〔2017〕47号《政府网站发展指引》"
)

var settings = []setting{
	{key: "site.name", name: "网站名称", tag: "SiteName", scope: everyPage, clause: tags47, example: "某某人民政府"},
	{key: "site.domain", name: "网站域名", tag: "SiteDomain", scope: everyPage, check: domain, clause: tags47,
		example: "www.example.gov.cn"},
	{key: "site.code", name: "网站标识码", tag: "SiteIDCode", scope: everyPage, check: matching(codeForm, "不是十位数字"),
		clause:  tags47,
		example: "十位数字"},
	{key: "site.address", name: "手册网址", optional: true, check: siteAddress, clause: column47,
		example: "https://www.example.gov.cn/zwgk/qingdan/"},
	{key: "site.hotline", name: "服务热线", optional: true, office: true, check: matching(phoneForm, "不是电话号码"),
		example: "12345"},
	{key: "column.name", name: "栏目名称", tag: "ColumnName", scope: onColumns, clause: tags47, example: "履职事项清单"},
	{key: "column.description", name: "栏目描述", tag: "ColumnDescription", scope: onColumns, clause: tags47,
		example: "一句话说明栏目内容"},
	{key: "column.keywords", name: "栏目关键词", tag: "ColumnKeywords", scope: onColumns, list: true, check: keywords,
		clause: tags47, example: "[\"履职事项\", \"清单\"]"},
	{key: "column.type", name: "栏目类别", tag: "ColumnType", scope: onColumns, check: columnType, clause: tags47,
		example: "机构职能"},
	{key: "content.published", name: "发布日期", tag: "PubDate", scope: onContent, check: moment, clause: tags47,
		example: "2026-01-05 09:30"},
	{key: "content.source", name: "内容来源", tag: "ContentSource", scope: onContent, clause: tags47,
		example: "某某人民政府办公室"},
	{key: "footer.organiser", name: "网站主办单位", scope: inFooter, clause: footer47, example: "某某人民政府"},
	{key: "footer.contact", name: "联系方式", scope: inFooter, office: true, clause: footer47,
		example: "电话：区号-号码"},
	{key: "footer.icp", name: "ICP备案号", scope: inFooter, check: matching(icpForm, "不是备案号的写法"), clause: footer47,
		example: "新ICP备00000000号-1"},
	{key: "footer.police", name: "公安机关备案标识", scope: inFooter, check: matching(policeForm, "不是备案号的写法，编号是十四位数字"),
		clause:  footer47,
		example: "新公网安备 00000000000000号"},
	{key: "footer.mark", name: "党政机关标识", scope: inFooter, check: link, clause: footer47,
		example: "https://bszs.conac.cn/…"},
	{key: "footer.report", name: "我为政府网站找错", scope: inFooter, check: link, clause: footer47,
		example: "https://zfwzgl.www.gov.cn/…"},
}

// footerKeys are the items of the footer, in their order.
var footerKeys = []string{"footer.organiser", "footer.contact", "site.code", "footer.icp", "footer.police",
	"footer.mark", "footer.report"}

// columnTypes are the kinds of column that a list of duties may be filed under.
var columnTypes = []string{"机构职能", "信息公开目录"}

func settingOf(key string) setting {
	for _, s := range settings {
		if s.key == key {
			return s
		}
	}
	return setting{}
}

// split parts the key into its table and its name in the table.
func (s setting) split() (section, name string) {
	section, name, _ = strings.Cut(s.key, ".")
	return section, name
}

func (s setting) hint() string {
	basis := s.clause
	if basis != "" {
		basis = "依据 " + strings.TrimSpace(basis+" "+s.tag) + "；"
	}
	return basis + "写法如 " + s.example
}

// mostText is how many characters a value has at the most: it stands in every page.
const mostText = 300

// The checks return what is wrong with a value, in Chinese.

// plain holds for every value, whatever it says.
func plain(v string) error {
	if n := utf8.RuneCountInString(v); n > mostText {
		return fmt.Errorf("有 %d 个字，最多 %d 个", n, mostText)
	}
	return nil
}

var (
	codeForm   = regexp.MustCompile(`^[0-9]{10}$`)
	icpForm    = regexp.MustCompile(`^\p{Han}ICP备[0-9]{6,10}号(-[0-9]{1,3})?$`)
	policeForm = regexp.MustCompile(`^\p{Han}公网安备 ?([0-9]{14})号$`)
	phoneForm  = regexp.MustCompile(`^[0-9]([0-9 -]*[0-9])?$`)
)

// matching checks that a value has a form.
func matching(form *regexp.Regexp, fault string) func(string) error {
	return func(v string) error {
		if !form.MatchString(v) {
			return fmt.Errorf("“%s”%s", v, fault)
		}
		return nil
	}
}

func domain(v string) error {
	switch {
	case strings.ContainsAny(v, ":/"):
		return fmt.Errorf("“%s”应只写主机名，不带 https:// 和路径", v)
	case !address.IsHost(v):
		return fmt.Errorf("“%s”不是小写英文域名", v)
	case !strings.HasSuffix(v, ".gov.cn"):
		return fmt.Errorf("“%s”不以 .gov.cn 结尾", v)
	}
	return nil
}

func siteAddress(v string) error {
	site, err := address.ParseSite(v)
	if err == nil && site != v {
		return fmt.Errorf("“%s”应以 / 结尾：它是放手册的文件夹", v)
	}
	return err
}

func link(v string) error {
	_, err := address.Web(v)
	return err
}

// hostOf is the host of an address that was found good.
func hostOf(site string) string {
	u, err := url.Parse(site)
	if err != nil {
		return ""
	}
	return u.Hostname()
}

// codeIn is the site code that a link to the error report page names.
func codeIn(link string) string {
	u, err := url.Parse(link)
	if err != nil {
		return ""
	}
	return u.Query().Get("site_code")
}

func columnType(v string) error {
	if !slices.Contains(columnTypes, v) {
		return fmt.Errorf("“%s”不在固定的类别里：本栏目用“%s”", v, strings.Join(columnTypes, "”或“"))
	}
	return nil
}

func keywords(v string) error {
	for word := range strings.SplitSeq(v, ",") {
		if strings.ContainsAny(word, "，;；") {
			return fmt.Errorf("“%s”应分成几个关键词", word)
		}
	}
	return nil
}

const momentForm = "2006-01-02 15:04"

func moment(v string) error {
	t, err := time.Parse(momentForm, v)
	switch {
	case err != nil || t.Format(momentForm) != v:
		return fmt.Errorf("“%s”不是 YYYY-MM-DD HH:MM 的日期和时间", v)
	case t.Year() < 2000:
		return fmt.Errorf("“%s”早于政府网站", v)
	case t.Year() > 2099:
		return fmt.Errorf("“%s”远在将来", v)
	}
	return nil
}
