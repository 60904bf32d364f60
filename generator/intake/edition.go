package intake

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
)

// What a document states of its edition.
var (
	editionName = regexp.MustCompile(`(20\d\d)年?版`)
	document    = regexp.MustCompile(`\p{Han}{2,12}〔20\d\d〕\d+号`)
	onTrial     = regexp.MustCompile(`^[（(]([^（）()]*[，、])?试行[)）]$`) // on a line of its own, below the title
	approved    = regexp.MustCompile(`(?:经|由)([\p{Han}]{2,30}?)(?:于|，于)?(20\d\d)年(\d{1,2})月(\d{1,2})日` +
		`(?:审议通过|审定|批准|批复|审核通过|印发)`)
)

// edition takes what the document states of its edition, and nothing that it does not state.
func (d *Draft) edition(said []string) {
	e := &d.Town.Edition
	for _, s := range said {
		if m := editionName.FindStringSubmatch(s); m != nil && e.Name == "" {
			e.Name = m[1] + "年版"
		}
		if e.Status == "" && (strings.Contains(s, "清单") && strings.Contains(s, "（试行）") || onTrial.MatchString(s)) {
			e.Status = "试行"
		}
		if m := document.FindString(s); m != "" && e.Document == "" && len([]rune(s)) < 30 {
			e.Document = m
		}
		if m := approved.FindStringSubmatch(s); m != nil && e.Approved == "" {
			e.Approver = m[1]
			month, _ := strconv.Atoi(m[3])
			day, _ := strconv.Atoi(m[4])
			e.Approved = fmt.Sprintf("%s-%02d-%02d", m[2], month, day)
		}
	}
}
