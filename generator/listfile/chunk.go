package listfile

import (
	"bytes"
	"cmp"
	"regexp"
	"slices"
	"strings"

	"handbook/generator/position"
)

// A chunk is a table of a file: its header and keys, with the comments that stand right above the header and between
// the keys. The first of a file is what stands before all headers. All chunks together are the file, byte by byte.
type chunk struct {
	lead string // empty lines and comments between the chunk before and this one
	key  string // item, item.county; "" of the first
	own  string
}

var indices = regexp.MustCompile(`\[[0-9]+\]`)

// split parts a file into its tables.
func split(doc string) []chunk {
	extents := position.Extents([]byte(doc))
	var headers []string
	for path, e := range extents {
		if e.Header {
			headers = append(headers, path)
		}
	}
	slices.SortFunc(headers, func(a, b string) int { return cmp.Compare(extents[a].From, extents[b].From) })
	var ends []int
	for _, e := range extents {
		ends = append(ends, e.To)
	}
	slices.Sort(ends)
	at := func(from int) int { return from + max(0, strings.IndexByte(doc[from:], '\n')+1) }
	endsBefore := func(limit int) int { // where what is said before a place ends: with its line
		n, _ := slices.BinarySearch(ends, limit)
		if n == 0 {
			return 0
		}
		if end := at(ends[n-1]); end > ends[n-1] {
			return end
		}
		return len(doc)
	}
	var chunks []chunk
	open := chunk{}
	from := 0 // where the text of the open chunk begins
	for _, path := range headers {
		header := 1 + strings.LastIndexByte(doc[:extents[path].From], '\n')
		end := max(endsBefore(extents[path].From), from)
		between := doc[end:header]
		if len(chunks) == 0 && end == 0 { // the comment on top of the file is the file's
			between = between[len(comments(between)):]
			end = header - len(between)
		} else if own := comments(between); own != between { // comments right below a table are its own
			end += len(own)
			between = doc[end:header]
		}
		open.own = doc[from:end]
		chunks = append(chunks, open)
		attached := header - len(commentsAbove(between))
		open = chunk{lead: doc[end:attached], key: indices.ReplaceAllString(path, "")}
		from = attached
	}
	open.own = doc[from:]
	return append(chunks, open)
}

// comments are the lines of comments that a text begins with.
func comments(text string) string {
	end := 0
	for l := range strings.Lines(text) {
		if !strings.HasPrefix(strings.TrimSpace(l), "#") {
			break
		}
		end += len(l)
	}
	return text[:end]
}

// commentsAbove are the lines of comments that a text ends with.
func commentsAbove(text string) string {
	lines := slices.Collect(strings.Lines(text))
	from := len(text)
	for _, l := range slices.Backward(lines) {
		if !strings.HasPrefix(strings.TrimSpace(l), "#") {
			break
		}
		from -= len(l)
	}
	return text[from:]
}

// A joiner puts chunks together to a file.
type joiner struct {
	b   bytes.Buffer
	eol string
}

// write adds a chunk; next says that it followed on the one before already. Between others there is an empty line.
func (j *joiner) write(lead, own string, next bool) {
	text := j.b.Bytes()
	switch {
	case next:
	case len(text) == 0:
		lead = strings.TrimLeft(lead, "\r\n")
	default:
		if !bytes.HasSuffix(text, []byte("\n")) {
			lead = j.eol + lead
		}
		if text = text[max(0, len(text)-len(j.eol)):]; !strings.HasSuffix(string(text)+lead, j.eol+j.eol) {
			lead += j.eol
		}
	}
	j.b.WriteString(lead + own)
}

// lineEnd is what ends the lines of a file.
func lineEnd(doc string) string {
	if strings.Contains(doc, "\r\n") {
		return "\r\n"
	}
	return "\n"
}
