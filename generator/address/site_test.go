package address

import (
	"strings"
	"testing"
)

func TestSite(t *testing.T) {
	for text, want := range map[string]string{
		"https://www.example.gov.cn/zwgk/qingdan/":   "https://www.example.gov.cn/zwgk/qingdan/",
		"http://www.example.gov.cn/zwgk/qingdan":     "http://www.example.gov.cn/zwgk/qingdan/",
		"https://www.example.gov.cn":                 "https://www.example.gov.cn/",
		"https://www.example.gov.cn:8443/%E6%B8%85/": "https://www.example.gov.cn:8443/%E6%B8%85/",
	} {
		if got, err := ParseSite(text); err != nil || got != want {
			t.Errorf("%s: %s, %v; want %s", text, got, err, want)
		}
	}
	for text, want := range map[string]string{
		"": "https:// 或 http:// 开头", "www.example.gov.cn": "开头", "mailto:a@b.cn": "不是网址", "ftp://a.cn/": "开头",
		"https://me@a.cn/": "用户名", "https:///x/": "主机名", "https://localhost/": "主机名", "https://A.cn/": "主机名",
		"https://a.cn/ b/": "不是网址", "https://a.cn/%zz/": "不是网址", "https://a.cn/?": "? 或 #", "https://a.cn/#": "? 或 #",
		"https://a.cn/$(x)/": "另有意思", "https://a.cn/../x/": "..", "https://a.cn//x/": "空的一段",
	} {
		if got, err := ParseSite(text); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %s, %v; want %s", text, got, err, want)
		}
	}
}

func FuzzSite(f *testing.F) {
	f.Add("https://www.example.gov.cn/zwgk/qingdan")
	f.Add("https://a.cn/%2e%2e/")
	f.Fuzz(func(t *testing.T, text string) {
		site, err := ParseSite(text)
		if err != nil {
			return
		}
		if again, err := ParseSite(site); err != nil || again != site || !strings.HasSuffix(site, "/") {
			t.Errorf("%q became %q, and that %q, %v", text, site, again, err)
		}
	})
}
