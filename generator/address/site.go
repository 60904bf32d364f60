package address

import (
	"fmt"
	"net/url"
	"regexp"
	"strings"
)

// ParseSite checks the address of the handbook's site and returns it with a slash at its end. Errors are in Chinese,
// for the county's web desk.
func ParseSite(text string) (string, error) {
	u, err := Web(text)
	switch {
	case err != nil:
		return "", err
	case u.RawQuery != "" || u.ForceQuery || strings.Contains(text, "#"):
		return "", fmt.Errorf("“%s”不能带 ? 或 #", text)
	case strings.ContainsAny(text, "$;&'()*!"):
		return "", fmt.Errorf("“%s”里的符号在命令里另有意思：路径只用字母、数字、- 和 _", text)
	}
	if !strings.HasSuffix(u.Path, "/") {
		return ParseSite(text + "/")
	}
	if u.EscapedPath() != u.JoinPath().EscapedPath() || strings.Contains(u.Path, "//") {
		return "", fmt.Errorf("“%s”的路径里有 . 、.. 或空的一段", text)
	}
	return text, nil
}

// Web checks an address that must work from anywhere: http or https, with a host name and without a user.
func Web(text string) (*url.URL, error) {
	u, err := url.Parse(text)
	switch {
	case err != nil || strings.ContainsAny(text, " \\\"<>{}|^`") || u.Opaque != "":
		return nil, fmt.Errorf("“%s”不是网址", text)
	case u.Scheme != "https" && u.Scheme != "http":
		return nil, fmt.Errorf("“%s”应以 https:// 或 http:// 开头", text)
	case u.User != nil:
		return nil, fmt.Errorf("“%s”里不能有用户名", text)
	case !IsHost(u.Hostname()):
		return nil, fmt.Errorf("“%s”的主机名不对", text)
	}
	return u, nil
}

var hostForm = regexp.MustCompile(`^([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z0-9-]+$`)

// IsHost tells whether a text is a host name, in small letters and with a dot.
func IsHost(text string) bool { return hostForm.MatchString(text) }
