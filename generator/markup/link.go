package markup

import (
	"net/url"
	"strings"
)

// Scheme is the scheme of a link in small letters, or "" for a relative one.
func Scheme(link string) string {
	for i := range len(link) {
		switch c := link[i] | 0x20; {
		case 'a' <= c && c <= 'z':
		case i > 0 && link[i] == ':':
			return strings.ToLower(link[:i])
		case i > 0 && ('0' <= link[i] && link[i] <= '9' || strings.IndexByte("+-.", link[i]) >= 0):
		default:
			return ""
		}
	}
	return ""
}

// Split parts a relative link into the path that it follows, as the file is called and without the query, and the
// fragment, as it is written. The error is of a path that is not percent-encoded as it must be.
func Split(link string) (name, fragment string, err error) {
	address, fragment, _ := strings.Cut(link, "#")
	address, _, _ = strings.Cut(address, "?")
	name, err = url.PathUnescape(address)
	return name, fragment, err
}
