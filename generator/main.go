// Command handbook turns the duty lists of a county's towns, kept as TOML, into a handbook: Markdown pages that Hugo makes a
// site of, and the site's finish. The flow has one direction, and each command is one step of it:
//
//	data/*.toml ──check──▶ ──pages──▶ content/*.md ──render──▶ HTML ──finish──▶ public/
package main

import (
	"cmp"
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/signal"
	"path/filepath"
	"strings"
	"sync"
	"syscall"

	"handbook/generator/content"
	"handbook/generator/diag"
	"handbook/generator/disk"
	"handbook/generator/hugo"
	"handbook/generator/lexicon"
	"handbook/generator/list"
	"handbook/generator/offline"
	"handbook/generator/page"
	"handbook/generator/proof"
	"handbook/generator/record"
	"handbook/generator/search"
	"handbook/generator/serve"
	"handbook/generator/share"
	"handbook/generator/site"
)

const usage = `Usage:
    handbook check   [-data DIR] [-content DIR]
    handbook proof   [-data DIR]
    handbook pages   [-data DIR] [-content DIR] [-assets DIR] [-portal FILE] [-letters DIR]
    handbook book    [-data DIR] [-theme DIR] [-book DIR] [-dist DIR] [-fonts DIR] [-kai FILE]
    handbook render  [-content DIR] [-portal FILE] [-hugo FILE] [-html DIR] [-with FILES]
    handbook offline [-content DIR] [-theme DIR] [-from DIR]
    handbook finish  [-from DIR] [-to DIR] [-work DIR]
    handbook serve   [-data DIR] [-content DIR] [-assets DIR] [-portal FILE] [-hugo FILE] [-port N]
    handbook portal  [-data DIR] [-in DIR]
    handbook package [-data DIR] [-in DIR] [-out FILE] [-unproved]
    handbook verify  [-in DIR|ADDRESS] [-against DIR]

Commands:
    check     Say everything that is wrong with the list and the pages beside it: file, line, and how to mend it.
    proof     Show that the list accounts for every character of the official text.
    pages     Check the list and write its Markdown pages and what the search reads; only what changed is written.
    book      Print each town's bound book with Chromium: for the site, the print shop, the office printer, and in large type.
    render    Have Hugo make the site of the pages, and see that all of it was written. HUGO… in the environment counts for nothing.
    offline   Add each town's one-file edition, and the worker that keeps it for readers without a network, to what Hugo made.
    finish    Check the links of the site that Hugo made, minify it, and replace the published folder whole.
    serve     Preview: follow changes of the list and the theme in a browser.
    portal    Hold the published folder against what inspections of government sites ask for, clause by clause.
    package   Put the published folder into one zip for the county's web desk, with checksums and a note.
    verify    Hold a published copy against the manifest: name every file that was changed, added or lost.

Options:
    -data DIR       The list: registries, and a folder a town. Default data.
    -content DIR    The Markdown pages. Default content.
    -assets DIR     What the search reads, for Hugo to publish. Default .build/assets.
    -portal FILE    What the theme is told of the county's portal, for Hugo. Default .build/portal.json.
    -theme DIR      The theme. Default themes/handbook.
    -book DIR       What the site shows of the book, for Hugo. Default .build/book.
    -dist DIR       Where the books for print go. Default dist.
    -fonts DIR      The folder of node packages with the book's fonts. Default .build/fonts/node_modules.
    -letters DIR    The same folder, for the pictures beside shared links to show the towns' names. Default none.
    -kai FILE       The font of the notes, 楷. Default the one of Debian's fonts-arphic-gkai00mp.
    -html DIR       Where Hugo puts the site; what is in it goes. Default .build/html.
    -with FILES     More settings for Hugo, with commas between them: themes/book.toml puts the bound book on the site. Default none.
    -from DIR       The site as Hugo made it. Default .build/html.
    -to DIR         The published folder. Default public.
    -work DIR       Where the new site is put together, moved beside -to where that is another disk. Default .build/next.
    -hugo FILE      The hugo program. Default .build/bin/hugo.
    -port N         The port of the preview on this computer. Default 1313.
    -in DIR         The published folder, or for verify a copy of it: a folder or an http address. Default public.
    -out FILE       The zip. Default dist/handbook.zip.
    -unproved       Pack a list, too, that does not account for the official text.
    -against DIR    The folder with the manifest that is trusted. Default public.

The exit status is 0 when all is well, 1 when something is wrong with the list or the site, 2 when the command was misused.

Examples:
    $ handbook check
    $ handbook pages -data data -content content
    $ handbook finish -from .build/html -to public
    $ handbook verify -in https://www.example.gov.cn/zwgk/qingdan/
`

// Exit statuses.
const (
	exitFindings = 1
	exitMisuse   = 2
)

func main() { os.Exit(run(os.Args[1:], os.Stdout, os.Stderr)) }

// options are the flags of all commands; each command reads its own.
type options struct {
	data, content, assets, theme, from, to, work, hugo string
	portal, in, out, against, book, dist, fonts, kai   string
	letters, html, with                                string
	port                                               int
	unproved                                           bool
}

// errFindings ends a command whose findings have been printed.
var errFindings = errors.New("waiting for the list to be mended")

func run(args []string, stdout, stderr io.Writer) int {
	commands := map[string]func(options, io.Writer, io.Writer) error{
		"check": check, "proof": prove, "pages": pages, "offline": wholes, "book": bind, "render": render, "finish": finish, "serve": preview,
		"portal": checkPortal, "package": packUp, "verify": compareCopy,
	}
	if len(args) == 0 {
		fmt.Fprint(stderr, usage)
		return exitMisuse
	}
	switch args[0] {
	case "help", "-h", "-help", "--help":
		fmt.Fprint(stdout, usage)
		return 0
	}
	command, ok := commands[args[0]]
	if !ok {
		return misuse(stderr, fmt.Sprintf("unknown command %q", args[0]))
	}
	o, err := parse(args)
	switch {
	case errors.Is(err, flag.ErrHelp):
		fmt.Fprint(stdout, usage)
		return 0
	case err != nil:
		return misuse(stderr, err.Error())
	}
	out := &output{to: stdout}
	err = command(o, out, stderr)
	if err == nil && out.err != nil {
		// Its path would be that of a device.
		err = fmt.Errorf("what there is to say could not be written: %s", record.Reason(out.err))
	}
	if err != nil {
		if !errors.Is(err, errFindings) {
			fmt.Fprintf(stderr, "handbook: error: %v\n", withHint(err))
		}
		return exitFindings
	}
	return 0
}

// output remembers that something was not written: a report that is cut off must not look like one that is whole.
type output struct {
	to  io.Writer
	err error
}

func (o *output) Write(p []byte) (int, error) {
	n, err := o.to.Write(p)
	o.err = cmp.Or(o.err, err)
	return n, err
}

// withHint adds how to mend what is the disk's fault, which every command may meet.
func withHint(err error) error {
	hint := disk.Hint(err)
	if hint == "" || strings.Contains(err.Error(), "\n  hint: ") {
		return err
	}
	return fmt.Errorf("%w\n  hint: %s", err, hint)
}

// flagsOf says which options a command takes: one that does nothing for it is misuse.
func flagsOf(command string) []string {
	return map[string][]string{
		"check": {"data", "content"}, "proof": {"data"}, "pages": {"data", "content", "assets", "portal", "letters"},
		"render":  {"content", "portal", "hugo", "html", "with"},
		"offline": {"content", "theme", "from"}, "finish": {"from", "to", "work"},
		"book": {"data", "theme", "book", "dist", "fonts", "kai"}, "serve": {"data", "content", "assets", "portal", "hugo", "port"},
		"portal": {"data", "in"}, "package": {"data", "in", "out", "unproved"}, "verify": {"in", "against"},
	}[command]
}

func parse(args []string) (options, error) {
	var o options
	flags := flag.NewFlagSet(args[0], flag.ContinueOnError)
	flags.SetOutput(io.Discard)
	texts := map[string]struct {
		at    *string
		value string
	}{
		"data": {&o.data, "data"}, "content": {&o.content, "content"}, "assets": {&o.assets, ".build/assets"},
		"portal": {&o.portal, ".build/portal.json"}, "theme": {&o.theme, "themes/handbook"}, "hugo": {&o.hugo, ".build/bin/hugo"},
		"from": {&o.from, ".build/html"}, "to": {&o.to, "public"}, "work": {&o.work, ".build/next"},
		"in": {&o.in, "public"}, "out": {&o.out, "dist/handbook.zip"}, "against": {&o.against, "public"},
		"html": {&o.html, ".build/html"}, "with": {&o.with, ""},
		"letters": {&o.letters, ""}, "book": {&o.book, ".build/book"}, "dist": {&o.dist, "dist"}, "fonts": {&o.fonts, ".build/fonts/node_modules"},
		"kai": {&o.kai, "/usr/share/fonts/truetype/arphic-gkai00mp/gkai00mp.ttf"},
	}
	for _, name := range flagsOf(args[0]) {
		switch name {
		case "port":
			flags.IntVar(&o.port, name, 1313, "")
		case "unproved":
			flags.BoolVar(&o.unproved, name, false, "")
		default:
			flags.StringVar(texts[name].at, name, texts[name].value, "")
		}
	}
	if err := flags.Parse(args[1:]); err != nil {
		return o, err
	}
	if flags.NArg() > 0 {
		return o, fmt.Errorf("%s takes no argument %q", args[0], flags.Arg(0))
	}
	if o.port < 0 || o.port > 65535 {
		return o, fmt.Errorf("there is no port %d", o.port)
	}
	return o, nil
}

func misuse(stderr io.Writer, message string) int {
	fmt.Fprintf(stderr, "handbook: error: %s\n  hint: handbook help lists the commands and their options\n", message)
	return exitMisuse
}

// load reads the list and the lexicon of its search and prints the findings; errors among them end the command.
func load(o options, stderr io.Writer) (*list.County, *lexicon.Lexicon, error) {
	county, findings := list.Load(o.data)
	words := &lexicon.Lexicon{}
	if errs, _ := diag.Count(findings); errs == 0 {
		var more []diag.Finding
		words, more = lexicon.Load(filepath.Join(o.data, "synonyms.toml"), county)
		findings = append(findings, more...)
	}
	diag.PrintMost(stderr, findings)
	if errs, _ := diag.Count(findings); errs > 0 {
		fmt.Fprintf(stderr, "%s in the list; nothing was changed\n", plural(errs, "error"))
		return nil, nil, errFindings
	}
	return county, words, nil
}

func plural(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}

func check(o options, stdout, stderr io.Writer) error {
	county, _, err := load(o, stderr)
	if err != nil {
		return err
	}
	if err := checkContent(o, page.All(county), stderr); err != nil {
		return err
	}
	for _, t := range county.Towns {
		fmt.Fprintf(stdout, "%s: %d items (%d basic, %d joint, %d reclaimed), %d departments in the registry\n", t.Name, len(t.Items()),
			len(t.Lists[list.Basic]), len(t.Lists[list.Joint]), len(t.Lists[list.Reclaimed]), len(county.Departments))
	}
	return nil
}

func prove(o options, stdout, stderr io.Writer) error {
	county, _, err := load(o, stderr)
	if err != nil {
		return err
	}
	if !proven(o.data, county, stdout, stderr) {
		return errFindings
	}
	return nil
}

// proven holds each town's list against the official text and says what does not agree.
func proven(data string, county *list.County, stdout, stderr io.Writer) bool {
	agrees := true
	for _, t := range county.Towns {
		report, findings := proof.Of(data, t)
		diag.Print(stderr, findings)
		agrees = agrees && len(findings) == 0
		fmt.Fprintln(stdout, report)
	}
	return agrees
}

func pages(o options, stdout, stderr io.Writer) error {
	county, lexicon, err := load(o, stderr)
	if err != nil {
		return err
	}
	var all []page.Page
	var writing sync.WaitGroup // beside the search, which takes longer
	writing.Go(func() { all = page.All(county) })
	data, err := search.Files(county, lexicon)
	writing.Wait()
	if err != nil {
		return err
	}
	if err := checkContent(o, all, stderr); err != nil {
		return err
	}
	changes, err := page.Write(o.content, all)
	if err != nil {
		return err
	}
	if err := search.Write(o.assets, data); err != nil {
		return err
	}
	config, err := writePortal(o, county, stderr)
	if err != nil {
		return err
	}
	if err := share.Write(share.Config{Assets: o.assets, Address: config.Value("site.address"), Fonts: o.letters}, county); err != nil {
		return err
	}
	fmt.Fprintf(stdout, "%s: %d pages, %d written, %d removed\n", o.content, len(all), changes.Written, changes.Removed)
	return nil
}

// checkContent prints what is wrong with what people keep beside the pages of the list.
func checkContent(o options, all []page.Page, stderr io.Writer) error {
	findings := content.Check(o.content, all)
	diag.PrintMost(stderr, findings)
	if errs, _ := diag.Count(findings); errs > 0 {
		fmt.Fprintf(stderr, "%s in %s; nothing was changed\n", plural(errs, "error"), o.content)
		return errFindings
	}
	return nil
}

func wholes(o options, stdout, stderr io.Writer) error {
	files, err := offline.Make(offline.Config{Content: o.content, Theme: o.theme, Site: o.from})
	for _, f := range files {
		fmt.Fprintf(stdout, "%s: %d kB\n", f.Path, f.Size/1000)
	}
	return err
}

func finish(o options, stdout, stderr io.Writer) error {
	report, err := site.Finish(site.Config{From: o.from, To: o.to, Next: o.work})
	if findings := site.Findings(nil); errors.As(err, &findings) {
		// A dead link in the page head stands on every page: more of the same would only hide the rest of the screen.
		diag.PrintMost(stderr, findings)
		fmt.Fprintf(stderr, "%s in the site; %s was not changed\n", plural(len(findings), "fault"), o.to)
		return errFindings
	}
	if err != nil {
		return err
	}
	fmt.Fprintf(stdout, "%s: %d files, %d kB, %d links hold\n", o.to, report.Files, report.Written/1000, report.Links)
	return nil
}

func render(o options, stdout, stderr io.Writer) error {
	// The theme links to these from every page, and has a layout of its own for each.
	for _, name := range []string{"about.md", "search.md"} {
		if _, err := os.Stat(filepath.Join(o.content, name)); errors.Is(err, fs.ErrNotExist) {
			return fmt.Errorf("there is no %s, which every page links to\n"+
				"  hint: it is written by hand: take it back from the repository, git checkout %[1]s, or from another copy of the handbook", filepath.Join(o.content, name))
		}
	}
	ctx, stop := untilStopped()
	defer stop()
	report, err := hugoOf(o, stderr).Render(ctx)
	if err != nil {
		return err
	}
	fmt.Fprintf(stdout, "%s: %d pages, %d kB\n", o.html, report.Pages, report.Size/1000)
	return nil
}

func hugoOf(o options, output io.Writer) hugo.Config {
	return hugo.Config{
		Program: o.hugo, Portal: o.portal, Content: o.content, Site: o.html, Output: output,
		With: strings.FieldsFunc(o.with, func(r rune) bool { return r == ',' }),
	}
}

// untilStopped ends with Ctrl-C, with kill, and with the terminal that the program runs in.
func untilStopped() (context.Context, context.CancelFunc) {
	return signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM, syscall.SIGHUP)
}

func preview(o options, stdout, stderr io.Writer) error {
	ctx, stop := untilStopped()
	defer stop()
	update := func() error { return pages(o, stdout, stderr) }
	if err := update(); err != nil {
		return err
	}
	return serve.Run(ctx, serve.Config{
		Data: o.data, Update: update, Output: stderr,
		Serve: func(ctx context.Context) error { return hugoOf(o, stderr).Serve(ctx, o.port) },
	})
}
