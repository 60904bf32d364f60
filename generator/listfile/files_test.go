package listfile

import (
	"path/filepath"
	"testing"
)

func TestPlaced(t *testing.T) {
	for attached, want := range map[string]string{
		"departments.toml": "departments.toml", "songxi-town.toml": "songxi/town.toml",
		"song-xi-joint.toml": "song-xi/joint.toml", "songxi-empower.toml": "songxi/empower.toml",
	} {
		if got, _, ok := Placed(attached); got != want || !ok {
			t.Errorf("%q is placed at %q", attached, got)
		}
	}
	for _, attached := range []string{
		"", "site.toml", "songxi.toml", "songxi/town.toml", "../songxi-town.toml", "..-town.toml", ".-town.toml",
		"/etc-town.toml", `C:\x-town.toml`, "con-town.toml", "songxi-town.toml\x00", "songxi-town.toml ",
		"Songxi-town.toml", "songxi-data.toml", "songxi-source.txt", "松溪-town.toml", "songxi-../../x.toml",
		"songxi-town.toml\n", "songxi-prn.toml",
	} {
		if got, _, ok := Placed(attached); ok {
			t.Errorf("%q is placed at %q", attached, got)
		}
	}
}

// Whatever an attachment is called, it stays in its folder, and has one name there.
func FuzzPlaced(f *testing.F) {
	for _, name := range []string{
		"departments.toml", "songxi-town.toml", "../x-town.toml", "a-b-c.toml", `a\b-c.toml`,
	} {
		f.Add(name)
	}
	f.Fuzz(func(t *testing.T, attached string) {
		name, town, ok := Placed(attached)
		if ok && (!filepath.IsLocal(filepath.FromSlash(name)) || Attached(name) != attached ||
			town != "" && filepath.ToSlash(filepath.Dir(name)) != town) {
			t.Errorf("%q is placed at %q, of the town %q", attached, name, town)
		}
	})
}
