package page

import (
	"fmt"
	"strings"

	"handbook/generator/list"
)

// mostInBrief is how many characters of a text stand on the card of a link. Chat programs cut off what is longer.
const mostInBrief = 60

// briefOf is what the card of an item's link says below its title: who does it, and the first that there is to do;
// where the document says no more of it than its title, where it stands.
func briefOf(answer string, item *list.Item, sections []Section) string {
	said := fmt.Sprintf("%s %d（%s）。", item.Kind.Name(), item.No, item.Category.Name)
	if item.Statement != "" {
		said = firstSentence(item.Statement)
	}
	for _, s := range sections {
		if duties, ok := s.Body[0].(Duties); ok {
			said = firstSentence(duties.List[0].String())
			if s.ID != string(list.TakeoverPart) { // of which the answer says whose it is
				said = s.Head.String() + "：" + said
			}
			break
		}
	}
	return answer + "。" + said
}

// firstSentence is the first sentence of a text, ended with a full stop; of a longer one, the clauses that there is
// room for.
func firstSentence(text string) string {
	if end := strings.IndexAny(text, "。；！？"); end >= 0 {
		text = text[:end]
	}
	runes := []rune(text)
	if len(runes) <= mostInBrief {
		return text + "。"
	}
	text = string(runes[:mostInBrief])
	if end := strings.LastIndexAny(text, "，：、"); end > 0 {
		text = text[:end]
	}
	return text + "……"
}
