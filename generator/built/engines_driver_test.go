package built

import (
	"bytes"
	"context"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/gorilla/websocket"
)

// A driver makes an engine do what a reader does, in one window of phoneWidth × phoneHeight.
type driver interface {
	// open goes to an address and waits for what the engine takes for its arrival.
	open(address string) error
	// ask evaluates an expression whose value is a string.
	ask(expression string) (string, error)
	press(x, y int) error
	// write types text; a line break is the key Enter.
	write(text string) error
	picture() ([]byte, error)
}

const phoneWidth, phoneHeight = 360, 740

// patience is how long a browser may take for one step; a busy computer starts one in half a minute.
const patience = time.Minute

// A line to a browser carries commands with numbers and answers with the same numbers; what else comes in is passed
// over.
type line struct {
	socket *websocket.Conn
	last   int
}

func dial(t *testing.T, address string) *line {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	// Chromium does not read messages in pieces: one must fit the buffer.
	dialer := websocket.Dialer{HandshakeTimeout: patience, WriteBufferSize: 1 << 17}
	socket, _, err := dialer.DialContext(ctx, address, nil)
	if err != nil {
		t.Fatalf("%s: %v", address, err)
	}
	t.Cleanup(func() { socket.Close() })
	return &line{socket: socket}
}

// call gives a command and decodes its result, where one is wanted.
func (l *line) call(method string, params, result any) error {
	l.last++
	if err := l.socket.WriteJSON(map[string]any{"id": l.last, "method": method, "params": params}); err != nil {
		return err
	}
	l.socket.SetReadDeadline(time.Now().Add(patience))
	for {
		var answer struct {
			ID      int
			Result  json.RawMessage
			Error   json.RawMessage // a name, or an object with a message
			Message string
		}
		if err := l.socket.ReadJSON(&answer); err != nil {
			return fmt.Errorf("%s: %w", method, err)
		}
		if answer.ID != l.last {
			continue
		}
		if answer.Error != nil {
			return fmt.Errorf("%s: %s %s", method, answer.Error, answer.Message)
		}
		if result == nil {
			return nil
		}
		return json.Unmarshal(answer.Result, result)
	}
}

// devtools drives a Chromium of any age by the protocol of its developer tools.
type devtools struct{ *line }

// newDevtools connects to the page that a browser has opened. The address is that of the browser itself.
func newDevtools(t *testing.T, address string) driver {
	t.Helper()
	at, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	d := &devtools{dial(t, firstPage(t, "http://"+at.Host+"/json/list"))}
	for _, step := range []struct {
		method string
		params map[string]any
	}{
		{"Emulation.setDeviceMetricsOverride", map[string]any{
			"width": phoneWidth, "height": phoneHeight, "deviceScaleFactor": 1, "mobile": false,
		}},
		{"Emulation.setTouchEmulationEnabled", map[string]any{"enabled": true}},
	} {
		if err := d.call(step.method, step.params, nil); err != nil {
			t.Fatal(err)
		}
	}
	// The page has the focus, though no window is on a screen. The old ones do not know the command, and have it by
	// themselves.
	_ = d.call("Emulation.setFocusEmulationEnabled", map[string]any{"enabled": true}, nil)
	return d
}

// firstPage is the address of the first page in a browser's list, which may still be on its way.
func firstPage(t *testing.T, list string) string {
	t.Helper()
	client := http.Client{Timeout: patience}
	for deadline := time.Now().Add(patience); time.Now().Before(deadline); time.Sleep(50 * time.Millisecond) {
		answer, err := client.Get(list)
		if err != nil {
			t.Fatal(err)
		}
		var pages []struct {
			Type                 string
			WebSocketDebuggerURL string
		}
		err = json.NewDecoder(answer.Body).Decode(&pages)
		answer.Body.Close()
		if err != nil {
			t.Fatal(err)
		}
		for _, page := range pages {
			if page.Type == "page" {
				return page.WebSocketDebuggerURL
			}
		}
	}
	t.Fatalf("%s names no page", list)
	return ""
}

func (d *devtools) open(address string) error {
	return d.call("Page.navigate", map[string]any{"url": address}, nil)
}

func (d *devtools) ask(expression string) (string, error) {
	var got struct {
		Result           struct{ Value string }
		ExceptionDetails *struct{ Exception struct{ Description string } }
	}
	err := d.call("Runtime.evaluate", map[string]any{"expression": expression, "returnByValue": true}, &got)
	if err == nil && got.ExceptionDetails != nil {
		err = errors.New(got.ExceptionDetails.Exception.Description)
	}
	return got.Result.Value, err
}

func (d *devtools) press(x, y int) error {
	for _, kind := range []string{"mouseMoved", "mousePressed", "mouseReleased"} {
		params := map[string]any{"type": kind, "x": x, "y": y, "button": "left", "clickCount": 1}
		if kind == "mouseMoved" {
			params = map[string]any{"type": kind, "x": x, "y": y}
		}
		if err := d.call("Input.dispatchMouseEvent", params, nil); err != nil {
			return err
		}
	}
	return nil
}

func (d *devtools) write(text string) error {
	for _, sign := range text {
		params := []map[string]any{{"type": "char", "text": string(sign)}}
		if sign == '\n' {
			enter := map[string]any{"key": "Enter", "code": "Enter", "text": "\r", "windowsVirtualKeyCode": 13}
			params = []map[string]any{enter, {"type": "keyUp", "key": "Enter", "code": "Enter",
				"windowsVirtualKeyCode": 13}}
			enter["type"] = "keyDown"
		}
		for _, p := range params {
			if err := d.call("Input.dispatchKeyEvent", p, nil); err != nil {
				return err
			}
		}
	}
	return nil
}

func (d *devtools) picture() ([]byte, error) {
	var got struct{ Data []byte }
	err := d.call("Page.captureScreenshot", map[string]any{}, &got)
	return got.Data, err
}

// bidi drives Firefox by WebDriver BiDi, which it speaks without a program between.
type bidi struct {
	*line
	window string
}

func newBidi(t *testing.T, address string) driver {
	t.Helper()
	b := &bidi{line: dial(t, address+"/session")}
	if err := b.call("session.new", map[string]any{"capabilities": map[string]any{}}, nil); err != nil {
		t.Fatal(err)
	}
	// A window that is opened new has the focus; the one that is there never gets it where there is no screen.
	var opened struct{ Context string }
	if err := b.call("browsingContext.create", map[string]any{"type": "window"}, &opened); err != nil {
		t.Fatal(err)
	}
	b.window = opened.Context
	size := map[string]any{"context": b.window, "viewport": map[string]any{"width": phoneWidth, "height": phoneHeight}}
	if err := b.call("browsingContext.setViewport", size, nil); err != nil {
		t.Fatal(err)
	}
	return b
}

func (b *bidi) open(address string) error {
	return b.call("browsingContext.navigate", map[string]any{"context": b.window, "url": address, "wait": "complete"},
		nil)
}

func (b *bidi) ask(expression string) (string, error) {
	var got struct {
		Result           struct{ Value string }
		ExceptionDetails *struct{ Text string }
	}
	params := map[string]any{"expression": expression, "target": map[string]any{"context": b.window},
		"awaitPromise": false}
	err := b.call("script.evaluate", params, &got)
	if err == nil && got.ExceptionDetails != nil {
		err = errors.New(got.ExceptionDetails.Text)
	}
	return got.Result.Value, err
}

func (b *bidi) press(x, y int) error    { return b.act(pressing(x, y)) }
func (b *bidi) write(text string) error { return b.act(writing(text)) }

func (b *bidi) act(actions []any) error {
	return b.call("input.performActions", map[string]any{"context": b.window, "actions": actions}, nil)
}

func (b *bidi) picture() ([]byte, error) {
	var got struct{ Data []byte }
	err := b.call("browsingContext.captureScreenshot", map[string]any{"context": b.window}, &got)
	return got.Data, err
}

// pressing and writing are actions as WebDriver knows them, the old and the new.
func pressing(x, y int) []any {
	return []any{map[string]any{"type": "pointer", "id": "mouse", "actions": []any{
		map[string]any{"type": "pointerMove", "x": x, "y": y},
		map[string]any{"type": "pointerDown", "button": 0},
		map[string]any{"type": "pointerUp", "button": 0},
	}}}
}

func writing(text string) []any {
	var keys []any
	for _, sign := range strings.ReplaceAll(text, "\n", "\ue007") { // Enter
		for _, kind := range []string{"keyDown", "keyUp"} {
			keys = append(keys, map[string]any{"type": kind, "value": string(sign)})
		}
	}
	return []any{map[string]any{"type": "key", "id": "keyboard", "actions": keys}}
}

// webdriver drives WebKit by the old WebDriver, over http.
type webdriver struct{ session string }

// newWebdriver opens a window of the program given.
func newWebdriver(t *testing.T, address, program string) driver {
	t.Helper()
	w := &webdriver{address}
	geometry := fmt.Sprintf("--geometry=%dx%d", phoneWidth, phoneHeight)
	options := map[string]any{"binary": program, "args": []string{"--automation", geometry}}
	wanted := map[string]any{"alwaysMatch": map[string]any{"browserName": "MiniBrowser",
		"webkitgtk:browserOptions": options}}
	var got struct{ SessionID string }
	if err := w.call("POST", "/session", map[string]any{"capabilities": wanted}, &got); err != nil {
		t.Fatal(err)
	}
	w.session += "/session/" + got.SessionID
	t.Cleanup(func() { w.call("DELETE", "", nil, nil) })
	var rect struct{ Width int }
	err := w.call("POST", "/window/rect", map[string]any{"width": phoneWidth, "height": phoneHeight}, &rect)
	if err != nil || rect.Width != phoneWidth {
		t.Fatalf("the window is %d px wide, not %d (%v)", rect.Width, phoneWidth, err)
	}
	return w
}

func (w *webdriver) call(method, path string, params, result any) error {
	var body bytes.Buffer
	if method == "POST" {
		if err := json.NewEncoder(&body).Encode(params); err != nil {
			return err
		}
	}
	request, err := http.NewRequest(method, w.session+path, &body)
	if err != nil {
		return err
	}
	answer, err := (&http.Client{Timeout: patience}).Do(request)
	if err != nil {
		return err
	}
	defer answer.Body.Close()
	var got struct{ Value json.RawMessage }
	if err := json.NewDecoder(answer.Body).Decode(&got); err != nil {
		return err
	}
	if answer.StatusCode != http.StatusOK {
		return fmt.Errorf("%s: %s", path, got.Value)
	}
	if result == nil {
		return nil
	}
	return json.Unmarshal(got.Value, result)
}

func (w *webdriver) open(address string) error {
	return w.call("POST", "/url", map[string]any{"url": address}, nil)
}

func (w *webdriver) ask(expression string) (string, error) {
	var got string
	err := w.call("POST", "/execute/sync", map[string]any{"script": "return " + expression, "args": []any{}}, &got)
	return got, err
}

func (w *webdriver) press(x, y int) error    { return w.act(pressing(x, y)) }
func (w *webdriver) write(text string) error { return w.act(writing(text)) }

func (w *webdriver) act(actions []any) error {
	return w.call("POST", "/actions", map[string]any{"actions": actions}, nil)
}

func (w *webdriver) picture() ([]byte, error) {
	var got string
	if err := w.call("GET", "/screenshot", nil, &got); err != nil {
		return nil, err
	}
	return base64.StdEncoding.DecodeString(got)
}
