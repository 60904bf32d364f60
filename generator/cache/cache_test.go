package cache

import (
	"crypto/sha256"
	"os"
	"path/filepath"
	"testing"
)

func TestKey(t *testing.T) {
	sum := func(add func(k *Key)) Sum {
		k := NewKey("a work 1")
		add(k)
		return k.Sum()
	}
	seen := map[Sum]int{}
	for i, add := range []func(k *Key){
		func(k *Key) {},
		func(k *Key) { k.Add("a", nil) },
		func(k *Key) { k.Add("a", []byte("b")) },
		func(k *Key) { k.Add("b", []byte("a")) },
		func(k *Key) { k.Add("ab", nil) },
		func(k *Key) { k.Add("a", nil); k.Add("b", nil) },
		func(k *Key) { k.Add("b", nil); k.Add("a", nil) },
	} {
		if first, met := seen[sum(add)]; met {
			t.Errorf("sources %d and %d have one key", first, i)
		}
		seen[sum(add)] = i
	}
	if NewKey("a work 1").Sum() == NewKey("a work 2").Sum() {
		t.Error("two versions of the work have one key")
	}
}

// TestLook changes each byte of a record and of what it remembers: the part is never taken for what it was.
func TestLook(t *testing.T) {
	work, store := t.TempDir(), Store{filepath.Join(t.TempDir(), "records")}
	key := NewKey("a work").Sum()
	if _, same := store.Look("songxi", key, work); same {
		t.Error("nothing is remembered, and the part is as it was")
	}
	files := []File{}
	for _, name := range []string{"a.html", "b/c.html"} {
		file := filepath.Join(work, name)
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(name), 0o644); err != nil {
			t.Fatal(err)
		}
		files = append(files, File{name, sha256.Sum256([]byte(name))})
	}
	if err := store.Keep("songxi", key, files); err != nil {
		t.Fatal(err)
	}
	is := func(want bool, what string) {
		t.Helper()
		if _, same := store.Look("songxi", key, work); same != want {
			t.Errorf("%s: the part is as it was: %v", what, same)
		}
	}
	is(true, "as it is")
	if _, same := store.Look("songxi", NewKey("another").Sum(), work); same {
		t.Error("of other sources, the part is as it was")
	}
	for _, name := range []string{
		filepath.Join(work, "a.html"), filepath.Join(work, "b/c.html"), store.name("songxi"),
	} {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for i := range text {
			damaged := append([]byte(nil), text...)
			damaged[i] ^= 1
			os.WriteFile(name, damaged, 0o644)
			is(false, filepath.Base(name)+", a byte changed")
			os.WriteFile(name, text[:i], 0o644)
			is(false, filepath.Base(name)+", cut off")
		}
		os.Remove(name)
		is(false, filepath.Base(name)+", removed")
		os.WriteFile(name, text, 0o644)
	}
	is(true, "mended")
	if err := store.Keep("songxi", key, nil); err != nil {
		t.Fatal(err)
	}
	is(true, "a part without files")
	if err := store.Forget("songxi"); err != nil {
		t.Fatal(err)
	}
	is(false, "forgotten")
}
