package litter

import (
	"strings"
	"testing"
)

func TestWhat(t *testing.T) {
	for name, want := range map[string]string{
		"Thumbs.db": "Windows", "$RECYCLE.BIN": "Windows", "desktop.ini": "Windows",
		".DS_Store": "macOS", "._joint.toml": "macOS", "__MACOSX": "macOS", "Icon\r": "macOS",
		"~$名单.docx": "Office", ".~lock.名单.ods#": "office program", "~wrl0001.tmp": "office program",
		"joint.toml~": "editor's", "#joint.toml#": "editor's",
		".joint.toml.swp": "editor's", "joint.toml.BAK": "editor's",
		"新建文件夹": "gave it a name", "新建 文本文档.txt": "gave it a name", "New folder (2)": "gave it a name",
		"joint - 副本.toml": "copy of another", "joint - Copy (2).toml": "copy of another",
		"复件 joint.toml": "copy of another", "joint 的副本.toml": "copy of another",
		"@eaDir": "network disk", "lost+found": "network disk",
		"joint.toml.crdownload": "download", "名单.pdf.baiduyun.downloading": "download",

		"joint.toml": "", "town.toml": "", "preface.md": "", "map.png": "", ".gitkeep": "", ".htaccess": "",
		"新建路.md": "", "copy.toml": "", "icon.png": "", "thumbs.db.md": "",
	} {
		if got := What(name); !strings.Contains(got, want) || want == "" && got != "" {
			t.Errorf("%q: %q, want %q", name, got, want)
		}
	}
}

// What a file manager leaves in a folder that it shows is nobody's; any other litter may be somebody's work.
func TestShown(t *testing.T) {
	for name, want := range map[string]bool{
		"Thumbs.db": true, ".DS_Store": true, "._a": true, "__MACOSX": true,
		"~$名单.docx": false, "joint.toml~": false, "lost+found": false, "joint.toml": false,
	} {
		if Shown(name) != want {
			t.Errorf("%q: %v", name, !want)
		}
	}
}
