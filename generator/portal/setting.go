package portal

import (
	"fmt"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode/utf8"
)

// A place says on which pages the value of a setting must stand, and how.
type place int

const (
	nowhere   place = iota
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
	place    place
	optional bool
	list     bool // of texts, joined with commas
	check    func(string) string
	clause   string
	example  string
}

const (
	tags47   = "国办发〔2017〕47号《政府网站发展指引》网页标签"
	footer47 = "国办发〔2017〕47号《政府网站发展指引》页脚"
	column47 = "国办发〔2017〕47号《政府网站发展指引》"
)

var settings = []setting{
	{key: "site.name", name: "网站名称", tag: "SiteName", place: everyPage, clause: tags47, example: "某某县人民政府"},
	{key: "site.domain", name: "网站域名", tag: "SiteDomain", place: everyPage, check: domain, clause: tags47, example: "www.example.gov.cn"},
	{key: "site.code", name: "网站标识码", tag: "SiteIDCode", place: everyPage, check: code, clause: tags47, example: "十位数字"},
	{key: "site.address", name: "手册网址", optional: true, check: address, clause: column47, example: "https://www.example.gov.cn/zwgk/qingdan/"},
	{key: "site.hotline", name: "服务热线", optional: true, check: phone, example: "12345"},
	{key: "column.name", name: "栏目名称", tag: "ColumnName", place: onColumns, clause: tags47, example: "履职事项清单"},
	{key: "column.description", name: "栏目描述", tag: "ColumnDescription", place: onColumns, clause: tags47, example: "一句话说明栏目内容"},
	{key: "column.keywords", name: "栏目关键词", tag: "ColumnKeywords", place: onColumns, list: true, check: keywords, clause: tags47,
		example: "[\"履职事项\", \"清单\"]"},
	{key: "column.type", name: "栏目类别", tag: "ColumnType", place: onColumns, check: columnType, clause: tags47, example: "机构职能"},
	{key: "content.published", name: "发布日期", tag: "PubDate", place: onContent, check: moment, clause: tags47, example: "2026-01-05 09:30"},
	{key: "content.source", name: "内容来源", tag: "ContentSource", place: onContent, clause: tags47, example: "某某县人民政府办公室"},
	{key: "footer.organiser", name: "网站主办单位", place: inFooter, clause: footer47, example: "某某县人民政府"},
	{key: "footer.contact", name: "联系方式", place: inFooter, clause: footer47, example: "电话：区号-号码"},
	{key: "footer.icp", name: "ICP备案号", place: inFooter, check: icp, clause: footer47, example: "新ICP备00000000号-1"},
	{key: "footer.police", name: "公安机关备案标识", place: inFooter, check: police, clause: footer47, example: "新公网安备 00000000000000号"},
	{key: "footer.mark", name: "党政机关标识", place: inFooter, check: link, clause: footer47, example: "https://bszs.conac.cn/…"},
	{key: "footer.report", name: "我为政府网站找错", place: inFooter, check: link, clause: footer47, example: "https://zfwzgl.www.gov.cn/…"},
}

// footerKeys are the items of the footer, in their order.
var footerKeys = []string{"footer.organiser", "footer.contact", "site.code", "footer.icp", "footer.police", "footer.mark", "footer.report"}

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

// The checks return what is wrong with a value, or "".

// plain holds for every value, whatever it says.
func plain(v string) string {
	if n := utf8.RuneCountInString(v); n > mostText {
		return fmt.Sprintf("有 %d 个字，最多 %d 个", n, mostText)
	}
	for _, r := range v {
		if unseen(r) {
			return fmt.Sprintf("里面有看不见的字符 U+%04X", r)
		}
	}
	return ""
}

var (
	codeForm   = regexp.MustCompile(`^[0-9]{10}$`)
	hostForm   = regexp.MustCompile(`^([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z0-9-]+$`)
	icpForm    = regexp.MustCompile(`^\p{Han}ICP备[0-9]{6,10}号(-[0-9]{1,3})?$`)
	policeForm = regexp.MustCompile(`^\p{Han}公网安备 ?([0-9]{14})号$`)
	phoneForm  = regexp.MustCompile(`^[0-9]([0-9 -]*[0-9])?$`)
)

func code(v string) string {
	if !codeForm.MatchString(v) {
		return fmt.Sprintf("“%s”不是十位数字", v)
	}
	return ""
}

func domain(v string) string {
	switch {
	case strings.ContainsAny(v, ":/"):
		return fmt.Sprintf("“%s”应只写主机名，不带 https:// 和路径", v)
	case !hostForm.MatchString(v):
		return fmt.Sprintf("“%s”不是小写英文域名", v)
	case !strings.HasSuffix(v, ".gov.cn"):
		return fmt.Sprintf("“%s”不以 .gov.cn 结尾", v)
	}
	return ""
}

func address(v string) string {
	u, fault := absolute(v)
	switch {
	case fault != "":
		return fault
	case u.RawQuery != "" || u.ForceQuery || strings.Contains(v, "#"):
		return fmt.Sprintf("“%s”不能带 ? 或 #", v)
	case !strings.HasSuffix(u.Path, "/"):
		return fmt.Sprintf("“%s”应以 / 结尾：它是放手册的文件夹", v)
	case strings.ContainsAny(v, "$;&'()*!"):
		return fmt.Sprintf("“%s”里的符号在命令里另有意思：路径只用字母、数字、- 和 _", v)
	case u.EscapedPath() != u.JoinPath().EscapedPath() || strings.Contains(u.Path, "//"):
		return fmt.Sprintf("“%s”的路径里有 . 、.. 或空的一段", v)
	}
	return ""
}

func link(v string) string {
	_, fault := absolute(v)
	return fault
}

func absolute(v string) (*url.URL, string) {
	u, err := url.Parse(v)
	switch {
	case err != nil || strings.ContainsAny(v, " \\\"<>{}|^`") || u.Opaque != "":
		return nil, fmt.Sprintf("“%s”不是网址", v)
	case u.Scheme != "https" && u.Scheme != "http":
		return nil, fmt.Sprintf("“%s”应以 https:// 或 http:// 开头", v)
	case u.User != nil:
		return nil, fmt.Sprintf("“%s”里不能有用户名", v)
	case !hostForm.MatchString(u.Hostname()):
		return nil, fmt.Sprintf("“%s”的主机名不对", v)
	}
	return u, ""
}

// hostOf is the host of an address that was found good.
func hostOf(address string) string {
	u, err := url.Parse(address)
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

func columnType(v string) string {
	if !slices.Contains(columnTypes, v) {
		return fmt.Sprintf("“%s”不在固定的类别里：本栏目用“%s”", v, strings.Join(columnTypes, "”或“"))
	}
	return ""
}

func keywords(v string) string {
	for word := range strings.SplitSeq(v, ",") {
		if strings.ContainsAny(word, "，;；") {
			return fmt.Sprintf("“%s”应分成几个关键词", word)
		}
	}
	return ""
}

const momentForm = "2006-01-02 15:04"

func moment(v string) string {
	t, err := time.Parse(momentForm, v)
	switch {
	case err != nil || t.Format(momentForm) != v:
		return fmt.Sprintf("“%s”不是 YYYY-MM-DD HH:MM 的日期和时间", v)
	case t.Year() < 2000:
		return fmt.Sprintf("“%s”早于政府网站", v)
	case t.Year() > 2099:
		return fmt.Sprintf("“%s”远在将来", v)
	}
	return ""
}

func icp(v string) string {
	if !icpForm.MatchString(v) {
		return fmt.Sprintf("“%s”不是备案号的写法", v)
	}
	return ""
}

func police(v string) string {
	if !policeForm.MatchString(v) {
		return fmt.Sprintf("“%s”不是备案号的写法，编号是十四位数字", v)
	}
	return ""
}

func phone(v string) string {
	if !phoneForm.MatchString(v) {
		return fmt.Sprintf("“%s”不是电话号码", v)
	}
	return ""
}
