package page

import (
	"regexp"
	"strings"
	"unicode/utf8"

	"handbook/generator/list"
)

// meaning is what a list is, in one sentence: what the town's file says, else the clause of the preface that defines
// it, or "" where there is none.
func meaning(t *list.Town, kind *list.Kind) string {
	if own := t.Meanings[kind]; own != "" {
		return own
	}
	for _, s := range t.Preface {
		for _, p := range s.Paragraphs {
			if clause := definition(p, kind.Name()); clause != "" {
				return clause + "。"
			}
		}
	}
	return ""
}

// mostInMeaning is how many characters a definition has at most: what is longer tells of more than what a list is.
const mostInMeaning = 120

// A definition says 清单是…, or 是指…; or only a colon, and then it names a kind of item or duty in its end. It ends
// where its sentence does, or where the sentence goes on to count and to name examples: then what it is has been said.
var (
	opens   = `(?:^|[。；;：:\s])[（(]?[一二三四五六七八九十0-9]{0,2}[）)、.．]?“?`
	defines = `”?(?:清单)?(?:（[^）]*）)?(?:[，,：:]?(?:是指|系指|指的是|指|即|是)|：)`
	ends    = regexp.MustCompile(`(?:事项|职责|工作|权力|职权|权限)$`)
	goesOn  = regexp.MustCompile(`[。；;]|[，,](?:共|主要|包括|包含|涉及|分为|其中|具体|合计|现有|计)|（(?:共|包括|含)`)
)

// definition is the clause of a text that says what is named, without a full stop, or "".
func definition(text, name string) string {
	opening := regexp.MustCompile(opens + regexp.QuoteMeta(name) + defines)
	found := opening.FindStringIndex(text)
	if found == nil {
		return ""
	}
	said, clause := text[:found[1]], text[found[1]:]
	if end := goesOn.FindStringIndex(clause); end != nil {
		clause = clause[:end[0]]
	}
	clause = strings.TrimSpace(clause)
	if utf8.RuneCountInString(clause) > mostInMeaning || strings.HasSuffix(said, "：") && !ends.MatchString(clause) {
		return ""
	}
	return clause
}
