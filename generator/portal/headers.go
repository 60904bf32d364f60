package portal

import (
	"embed"
	"strings"

	"handbook/generator/address"
)

//go:embed headers
var headers embed.FS

// The files of [Headers].
const (
	NginxHeaders  = "nginx.conf"
	ApacheHeaders = "apache.htaccess"
	IISHeaders    = "web.config"
)

// Headers returns what the web servers are to be told, by the files' names. IIS knows a file only by its full path, so
// it is told of each one-file edition: oneFiles are their paths from the root of the site.
func Headers(oneFiles []string) (map[string][]byte, error) {
	files := map[string][]byte{}
	for _, name := range []string{NginxHeaders, ApacheHeaders, IISHeaders} {
		text, err := headers.ReadFile("headers/" + name)
		if err != nil {
			return nil, err
		}
		files[name] = text
	}
	const begin, end = "  <location ", "  </location>\n"
	before, rest, _ := strings.Cut(string(files[IISHeaders]), begin)
	one, after, _ := strings.Cut(rest, end)
	for _, name := range oneFiles {
		before += begin + strings.Replace(one, "{town}/"+address.OneFileName, name, 1) + end
	}
	files[IISHeaders] = []byte(before + after)
	return files, nil
}
