package main

import (
	"errors"
	"flag"
	"strconv"

	"handbook/generator/faces"
)

// What one command writes and others read, where the options do not say otherwise.
const (
	contentFolder  = "content"            // the Markdown pages
	madeTownPages  = ".build/parts/pages" // which towns' pages are in it as they were made last
	portalSettings = ".build/portal.json" // what the theme gets of data/site.toml
	builtSite      = ".build/html"        // the site as Hugo makes it
	renderedParts  = ".build/parts/html"  // which towns' pages are in it as they were made last
	oneFiles       = ".build/offline"     // the one-file editions
	madeOneFiles   = ".build/parts/offline"
	exportedFiles  = ".build/export" // workbooks and data
	madeExports    = ".build/parts/export"
	nextSite       = ".build/next" // the site while it is finished
	finishRecord   = ".build/finish/record"
	publicSite     = "public" // the site as it is published
	printedBooks   = ".build/book"
	booksOfSite    = ".build/shown" // those of them that the site shows
	madeBooks      = ".build/parts/book"
	bookFonts      = ".build/fonts/node_modules"
)

// Options that several commands have.

func dataFlag(flags *flag.FlagSet, to *string) {
	flags.StringVar(to, "data", "data", "Read the list from `DIR`: registries, and a folder for each town.")
}

func contentFlag(flags *flag.FlagSet, to *string) {
	flags.StringVar(to, "content", contentFolder, "Read the Markdown pages from `DIR`.")
}

func themeFlag(flags *flag.FlagSet, to *string) {
	flags.StringVar(to, "theme", "themes/handbook", "Read the theme from `DIR`.")
}

func hugoFlag(flags *flag.FlagSet, to *string) {
	flags.StringVar(to, "hugo", ".build/bin/hugo", "Run the program `FILE` as Hugo.")
}

// fontFlags are the options that say where the fonts of the book are.
func fontFlags(flags *flag.FlagSet, to *faces.Folders) {
	flags.StringVar(&to.Packages, "fonts", bookFonts, "Read the fonts from the node packages in `DIR`.")
	flags.StringVar(&to.Kai, "kai", faces.DebianKai,
		"Print the notes with the font in `FILE`, a 楷体; Debian has it in fonts-arphic-gkai00mp.")
	rareFlag(flags, to)
}

func rareFlag(flags *flag.FlagSet, to *faces.Folders) {
	flags.StringVar(&to.Debian, "rare", faces.Debian, "Take rare characters from hanazono/HanaMin….ttf in `DIR`, "+
		"Arabic letters from fonts-ukij-uyghur/UKIJTuz….ttf, Korean from nanum/NanumMyeongjo….ttf; Debian has them in "+
		"fonts-hanazono, fonts-ukij-uyghur and fonts-nanum.")
}

// publicFlag is the option -in of the commands that read the published folder.
func publicFlag(flags *flag.FlagSet, to *string) {
	flags.StringVar(to, "in", publicSite, "Read the published folder from `DIR`.")
}

// A port is the number of a TCP port; 0 is any that is free.
type port uint16

func (p *port) String() string { return strconv.Itoa(int(*p)) }

func (p *port) Set(text string) error {
	n, err := strconv.ParseUint(text, 10, 16)
	if err != nil {
		return errors.New("a port is a number from 0 to 65535")
	}
	*p = port(n)
	return nil
}
