package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"

	"handbook/generator/book"
	"handbook/generator/book/press"
	"handbook/generator/cache"
	"handbook/generator/diag"
	"handbook/generator/faces"
	"handbook/generator/list"
	"handbook/generator/page"
)

// bookOptions say what the books are made of, and where they go.
type bookOptions struct {
	data, content, theme, book, dist string
	fonts                            faces.Folders
	needs                            bool
}

func bookCommand() command {
	flags := newFlags("book")
	var o bookOptions
	dataFlag(flags, &o.data)
	contentFlag(flags, &o.content)
	themeFlag(flags, &o.theme)
	flags.StringVar(&o.book, "book", printedBooks, "Write what the site shows of the book to `DIR`, for Hugo.")
	flags.StringVar(&o.dist, "dist", "dist", "Write the books for print to `DIR`.")
	fontFlags(flags, &o.fonts)
	flags.BoolVar(&o.needs, "needs", false, "Make no book, but name the packages of Debian whose fonts are missing "+
		"and may have a character of the list that no other font has.")
	return command{
		flags:   flags,
		summary: "Print the bound book of each town with Chromium.",
		details: "Of each edition, as usual and in large type, come files for the site and for a print shop: " +
			"what is bound, and the cover; with a note to the shop, and a file to be folded and sewn. A book in " +
			"which nothing has changed is not printed again. Where one cannot be made, the last good one stays. " +
			"For a character that no font has, 〓 and its code are printed. HANDBOOK_BROWSER in the environment " +
			"names another browser's program.",
		examples: []string{"handbook book", "handbook book -dist print"},
		run: func(s streams, _ []string) error {
			if o.needs {
				return runNeeds(s, o)
			}
			return runBook(s, o)
		},
	}
}

// runNeeds tells make whether to set up the fonts of rare characters: few lists need them, and they are large. What is
// wrong with the list is told by whoever makes the book.
func runNeeds(s streams, o bookOptions) error {
	fonts := faces.Open(o.fonts)
	county, _, err := load(o.data, io.Discard)
	if err != nil {
		return err
	}
	written, err := readContent(o.content, generatedOf(county, page.For(county)), io.Discard)
	if err != nil {
		return err
	}
	_, missing, err := book.Lacking(fonts, o.data, county, o.content, written)
	for _, name := range missing {
		fmt.Fprintln(s.stdout, name)
	}
	return err
}

// runBook makes the books of all towns. What the site shows of them is in o.book, where Hugo looks for it: site/ is
// published as it is, content/ has the book as a page, data/ the printed page numbers.
func runBook(s streams, o bookOptions) error {
	output, err := book.OpenOutput(o.book, o.dist, func() {
		fmt.Fprintf(s.stderr, "handbook: waiting for another run that makes the books in %s and %s\n", o.book, o.dist)
	})
	if err != nil {
		return err
	}
	defer output.Close()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	// The list is not read before the other run has ended: that one's books are those of the list that it read.
	county, lexicon, err := load(o.data, s.stderr)
	if err != nil {
		return err
	}
	pages := page.For(county)
	written, err := readContent(o.content, generatedOf(county, pages), s.stderr)
	if err != nil {
		return err
	}
	// Where it cannot be said, each book says why not.
	fonts := faces.Open(o.fonts)
	if lacking, _, err := book.Lacking(fonts, o.data, county, o.content, written); err == nil {
		diag.PrintMost(s.stderr, lacking)
	}
	run := printing{output, drafting{
		data: o.data, theme: o.theme, folders: o.fonts, fonts: fonts, county: county, pages: pages, written: written,
		terms: lexicon.Terms, program: thisProgram(), progress: s.stdout,
		address: loadPortal(o.data, county, "the book", s.stderr).Value("site.address"),
	}, map[*list.Town]string{}}
	var failed []error
	kept := 0
	for n, town := range county.Towns {
		if len(county.Towns) > 1 {
			fmt.Fprintf(s.stdout, "book: %s, %d of %d towns\n", town.Name, n+1, len(county.Towns))
		}
		err := run.town(ctx, town)
		if err != nil && ctx.Err() != nil {
			return errors.New("stopped: the last good books stay as they were")
		}
		if err != nil { // the other towns' books are made all the same
			failed = append(failed, fmt.Errorf("the book of %s: %w", town.Name, err), output.Keep(town.ID))
			kept++
		}
	}
	if kept < len(county.Towns) {
		failed = append(failed, output.Publish(kept == 0))
	}
	_, err = run.show(shownBooks(o.book), func(t *list.Town) string { return run.manuscripts[t] })
	return errors.Join(append(failed, err)...)
}

// A printing is one run of the command.
type printing struct {
	output *book.Output
	drafting
	manuscripts map[*list.Town]string // of the books that are there now
}

// town prints a town's book, unless the last one is what would be printed.
func (p printing) town(ctx context.Context, town *list.Town) error {
	draft, err := p.draft(town, p.output.Folders(book.Config{}))
	if err != nil {
		return err
	}
	sum, err := draft.Manuscript()
	if err != nil {
		return err
	}
	if p.program != "" && p.output.Has(town.ID, sum) {
		fmt.Fprintf(p.progress, "book: nothing that %s shows has changed; it is not printed again\n", page.Title(town))
		p.manuscripts[town] = sum
		return p.output.Keep(town.ID)
	}
	browser := press.Start(ctx, press.Limits{})
	defer browser.Close()
	if err := draft.Print(ctx, browser); err != nil {
		return err
	}
	p.manuscripts[town] = sum
	return nil
}

// thisProgram is the checksum of the program that runs: another one may make another book or site of the same. It is
// "" where the program cannot be read.
func thisProgram() string {
	name, err := os.Executable()
	if err != nil {
		return ""
	}
	sum, err := cache.SumOf(name)
	if err != nil {
		return ""
	}
	return fmt.Sprintf("%x", sum)
}
