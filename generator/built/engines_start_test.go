package built

import (
	"bufio"
	"cmp"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"syscall"
	"testing"
	"time"

	"handbook/generator/browser"
	"handbook/generator/needs"
)

// enginesFolder is where make puts the old Chromiums, and this test the pictures.
const enginesFolder = root + "/.build/engines"

const missingEngine = "%s: %v\n  hint: make checkers installs the engines that the tests need"

// An engine is one that readers have, and how it is started. Without storage it keeps nothing for the page, as some
// do from disk; only Firefox can be told so.
type engine struct {
	name  string
	start func(t *testing.T, storage bool) driver
}

// engines are the oldest that the site is made for, one between, and those of today.
func engines() []engine {
	old := func(name string) engine {
		return engine{name, func(t *testing.T, _ bool) driver {
			return chromium(t, filepath.Join(enginesFolder, name), "--no-zygote")
		}}
	}
	today := func(t *testing.T, _ bool) driver {
		program, err := browser.Find()
		if err != nil {
			t.Fatal(err)
		}
		return chromium(t, program)
	}
	return []engine{old("chromium-66"), old("chromium-78"), {"chromium", today}, {"firefox", firefox},
		{"webkit", webkit}}
}

// chromium starts one with a profile of its own. The old ones know the fonts of their folder only: their first look
// at all the computer has takes a minute, and leaves files among them.
func chromium(t *testing.T, program string, more ...string) driver {
	command := exec.Command(program, append(more, "--headless", "--no-sandbox", "--disable-gpu",
		"--disable-dev-shm-usage",
		"--hide-scrollbars", "--no-first-run", "--disable-background-networking", "--lang=zh-CN",
		"--remote-debugging-port=0", "--user-data-dir="+t.TempDir(), "about:blank")...)
	if len(more) > 0 {
		fonts, err := filepath.Abs("engines/fonts.conf")
		if err != nil {
			t.Fatal(err)
		}
		data, err := filepath.Abs(enginesFolder)
		if err != nil {
			t.Fatal(err)
		}
		command.Env = append(os.Environ(), "FONTCONFIG_FILE="+fonts, "XDG_DATA_HOME="+data, "XDG_CACHE_HOME="+data)
	}
	return newDevtools(t, launch(t, command, `DevTools listening on (ws://\S+)`))
}

func firefox(t *testing.T, storage bool) driver {
	program := needs.Program(t, "firefox-esr", "firefox")
	profile := t.TempDir()
	preferences := fmt.Sprintf(`user_pref("dom.storage.enabled", %t);
user_pref("ui.primaryPointerCapabilities", 1); // a finger
user_pref("ui.allPointerCapabilities", 1);
user_pref("ui.useOverlayScrollbars", 1);
`, storage)
	if err := os.WriteFile(filepath.Join(profile, "user.js"), []byte(preferences), 0o644); err != nil {
		t.Fatal(err)
	}
	command := exec.Command(program, "--headless", "--no-remote", "--remote-debugging-port=0", "--profile", profile,
		"about:blank")
	command.Env = append(os.Environ(), "HOME="+profile)
	return newBidi(t, launch(t, command, `WebDriver BiDi listening on (ws://\S+)`))
}

// narrow makes WebKit's browser small: the buttons above its page are wider than a phone.
const narrow = `* { min-width: 0; min-height: 0; padding: 0; margin: 0; font-size: 2px; }
image { -gtk-icon-transform: scale(0); }
`

// webkit starts WebKitGTK's own browser on a screen that nobody sees.
func webkit(t *testing.T, _ bool) driver {
	programs, _ := filepath.Glob("/usr/lib/*/webkit2gtk-4.*/MiniBrowser")
	more, _ := filepath.Glob("/usr/libexec/webkit2gtk-4.*/MiniBrowser")
	if programs = append(programs, more...); len(programs) == 0 {
		t.Fatalf(missingEngine, "webkit", "no MiniBrowser of WebKitGTK")
	}
	settings := t.TempDir()
	if err := os.Mkdir(filepath.Join(settings, "gtk-3.0"), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(settings, "gtk-3.0", "gtk.css"), []byte(narrow), 0o644); err != nil {
		t.Fatal(err)
	}
	screen := fmt.Sprintf("%dx%dx24", phoneWidth, phoneHeight)
	display := launch(t, exec.Command("Xvfb", "-displayfd", "2", "-screen", "0", screen, "-nolisten", "tcp"), `^(\d+)$`)

	listener, err := net.Listen("tcp", "127.0.0.1:0") // a port that is free
	if err != nil {
		t.Fatal(err)
	}
	at := listener.Addr().(*net.TCPAddr)
	listener.Close()
	command := exec.Command("WebKitWebDriver", fmt.Sprintf("--port=%d", at.Port))
	command.Env = append(os.Environ(), "DISPLAY=:"+display,
		"XDG_CONFIG_HOME="+settings, "XDG_DATA_HOME="+settings, "XDG_CACHE_HOME="+settings)
	launch(t, command, "")
	for deadline := time.Now().Add(patience); ; time.Sleep(50 * time.Millisecond) {
		if answer, err := http.Get("http://" + at.String() + "/status"); err == nil {
			answer.Body.Close()
			break
		} else if time.Now().After(deadline) {
			t.Fatal(err)
		}
	}
	return newWebdriver(t, "http://"+at.String(), programs[0])
}

// launch starts a program that ends with the test, together with all that it has started itself. Where the program is
// to say something before it is of use, launch waits for that and returns the pattern's group. Of a test that fails,
// the last lines that the program has said are shown.
func launch(t *testing.T, command *exec.Cmd, says string) string {
	t.Helper()
	read, write, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	command.Stdout, command.Stderr = write, write
	command.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	err = command.Start()
	write.Close()
	if err != nil {
		t.Fatalf(missingEngine, filepath.Base(command.Path), err)
	}
	found, ended, pattern := make(chan string, 1), make(chan struct{}), regexp.MustCompile(cmp.Or(says, `^()`))
	var said []string // to be read when the program has ended
	go func() {
		defer close(ended)
		lines := bufio.NewScanner(read)
		for matched := false; lines.Scan(); {
			if m := pattern.FindStringSubmatch(lines.Text()); m != nil && !matched {
				found <- m[1]
				matched = true
			}
			said = append(said[max(0, len(said)-4):], lines.Text())
		}
	}()
	t.Cleanup(func() {
		syscall.Kill(-command.Process.Pid, syscall.SIGKILL)
		command.Wait()
		read.Close()
		if <-ended; t.Failed() {
			t.Logf("%s said last:\n%s", filepath.Base(command.Path), strings.Join(said, "\n"))
		}
	})
	if says == "" {
		return ""
	}
	select {
	case got := <-found:
		return got
	case <-ended:
		t.Fatalf("%s has ended", command.Path)
	case <-time.After(patience):
		t.Fatalf("%s did not say %q within %v", command.Path, says, patience)
	}
	return ""
}
