// Package litter knows the files that systems and programs leave in folders without being asked: they are nobody's
// work, and no part of a list or a page.
package litter

import (
	"regexp"
	"strings"
)

// kinds are the names, in small letters, and whose they are. The first are those of file managers, who leave them in
// every folder that they show.
var kinds = []struct {
	name *regexp.Regexp
	what string
}{
	{regexp.MustCompile(`^(thumbs\.db|ehthumbs\.db|desktop\.ini|\$recycle\.bin|system volume information)$`),
		"Windows keeps its own notes in it"},
	{regexp.MustCompile(`^(\.ds_store|\._.*|__macosx|\.spotlight-v100|\.trashes|\.fseventsd|icon\r)$`),
		"macOS keeps its own notes in it"},
	{regexp.MustCompile(`^~\$`), "Office marks with it that a document is open"},
	{regexp.MustCompile(`^(\.~lock\..*#|\.~.*|.*\.tmp|~.*\.tmp)$`), "an office program's working copy"},
	{regexp.MustCompile(`~$|^#.*#$|^\.#|\.(bak|orig|swp|swo|old)$`), "an editor's copy of another file"},
	{regexp.MustCompile(`^(新建文件夹|新建 |新建文本文档|新文件夹|new folder|new text document|untitled folder|未命名文件夹)`),
		"the system made it, and nobody gave it a name"},
	{regexp.MustCompile(`( - 副本| - copy)( ?[（(][0-9]+[)）])?(\.[a-z]+)?$|^(副本|复件)|的副本(\.[a-z]+)?$`),
		"a copy of another one"},
	{regexp.MustCompile(`^(@eadir|#recycle|lost\+found|\.stfolder|\.sync|\.dropbox.*)$`),
		"a network disk keeps its own notes in it"},
	{regexp.MustCompile(`\.(crdownload|part|partial|baiduyun\.downloading|xltd)$`), "a download that has not ended"},
}

// What says whose a file or folder of this name is, or "" where it is none of these.
func What(name string) string {
	name = strings.ToLower(name)
	for _, k := range kinds {
		if k.name.MatchString(name) {
			return k.what
		}
	}
	return ""
}

// Shown tells whether a file or folder of this name says no more than that a file manager has shown the folder: nobody
// misses it.
func Shown(name string) bool {
	name = strings.ToLower(name)
	for _, k := range kinds[:2] {
		if k.name.MatchString(name) {
			return true
		}
	}
	return false
}
