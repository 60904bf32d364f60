# The handbook, from the list to the published folder. The flow has one direction:
#
#   data/ ──check, pages──▶ content/ ──hugo──▶ .build/html ──offline, export, finish──▶ public/
#     └────────book────────▶ .build/book, dist/ ──┘
#
# The steps of the site are commands of their own; `handbook site` does them in one go.
#
# `make` does it all, set-up included; `make help` names the rest.

GO ?= go
export GO

# An address may hold a $: it is a text, and nothing of it is make's.
override in := $(value in)
export in

.DEFAULT_GOAL := all
goals := $(or $(MAKECMDGOALS),all)

# Programs that a goal needs beside Go: asked for at the start, all at once.
for-book  := chromium qpdf kai npm
for-tests := $(for-book) fonts-hanazono fonts-nanum fonts-ukij-uyghur nginx apache2 mutool zbarimg firefox webkit xvfb \
	soffice
programs  := $(if $(filter all book portal package,$(goals)),$(for-book)) \
	$(if $(filter test checkers engines,$(goals)),$(for-tests)) \
	$(if $(filter screenshot browser lighthouse,$(goals)),chromium) $(if $(filter lighthouse quick,$(goals)),npm)

# make calls itself once what it needs is there, and its turn has come: goals that only read, or run for hours, need no
# turn. Without the programs of the book, `make` alone goes on to the site.
without = echo "make: without them, it goes on to the site, but not to the book" >&2
ifneq ($(origin started),command line)
.PHONY: start $(goals)
$(sort $(goals)): start ; @:
start:
	@$(if $(filter-out help clean browser checkers,$(goals)),sh generator/go.sh)
	@$(if $(strip $(programs)),sh generator/setup.sh $(programs) $(if $(filter-out all,$(goals)),,|| $(without)))
	@$(if $(filter-out help check proof verify serve fuzz browser checkers,$(goals)),sh generator/turn.sh) \
		$(MAKE) --no-print-directory started=yes $(goals)
else

# Goals that are named together are made one after the other, whatever -j says: they write the same files.
.NOTPARALLEL:

# These are written to: they are no settings.
override build    := .build
override hugo     := $(build)/bin/hugo
override handbook := $(build)/bin/handbook
override staticcheck := $(build)/bin/staticcheck

# What is newer than a file: $(call newer,FILE,WHAT TO FIND). It only answers whether there is something: as a
# prerequisite, a name with a space, a colon or a semicolon in it would be more to make than a name.
newer = $(shell [ ! -e $1 ] || find $2 -newer $1 2>&1)
stale = $(if $(call newer,$1,$2),FORCE)
FORCE:

# A program that is empty, as a crash of the computer leaves it: a shell would run it, and all would seem well.
empty = $(if $(shell [ -s $1 ] || echo empty),FORCE)

# Go builds the same from the same sources, whatever the user's settings are and whoever owns the checkout.
# Nothing here needs a C compiler.
export CGO_ENABLED := 0
export GOFLAGS := -buildvcs=false
export GO111MODULE := on
export GOWORK := off
unexport GOOS GOARCH

# With one of these set, cd goes elsewhere, and npm leaves packages out.
unexport CDPATH NODE_ENV

.PHONY: all site book check proof pages serve vet quick test fuzz bench screenshot browser portal package verify \
	checkers engines lighthouse clean help

# Where a book cannot be made, the site is published without it, and make says so in the end.
all: $(handbook) $(hugo) ## Build the handbook: the site with the bound book in public/, the books for print in dist/
	@$(handbook) check
	@$(handbook) proof || \
		echo "make: warning: the list does not account for the official text: make package will refuse it" >&2
	@if $(MAKE) --no-print-directory book; then $(MAKE) --no-print-directory site; \
	else $(MAKE) --no-print-directory site && echo "make: a book could not be made, see above" >&2 && exit 1; fi

# What the book is printed from. Pages that people wrote for the handbook are in it, those about the website are not.
printed := $(build)/book/done
by-hand  = $(filter-out content/about.md content/search.md, \
	$(shell grep -rLs --include='*.md' '^. generated: edit the list' content))
of-book  = data themes/handbook/book $(handbook) $(build)/fonts/done $(rare-fonts) $(by-hand)
# Some are set up later, for a list that needs them.
rare-fonts = $(wildcard $(addprefix /usr/share/fonts/truetype/,hanazono fonts-ukij-uyghur nanum))

# Of the books that were printed last, the command shows those that are true. Hugo is told of them by a further file of
# settings.
with = $(if $(and $(wildcard $(build)/fonts/done),$(wildcard $(build)/book/data)),themes/book.toml)
books = -books $(build)/book

site: $(handbook) $(hugo) ## Build the site alone, with Go and nothing else; books stay in it as long as they are true
	@$(handbook) site $(if $(with),-letters $(build)/fonts/node_modules -with $(with) $(books))

# Fonts that only a list with rare characters needs.
rare    = $(shell $(handbook) book -needs)
no-rare = echo "make: warning: the book goes without; what it prints instead is said below" >&2

# The stamp is the command's: it comes with the books, and its time is when the list was read. Which books are printed
# anew, the command sees by a stamp beside each, over what it says.
book: $(printed) ## Print the bound book; needs Chromium, which make installs on Debian
$(printed): $(handbook) $(build)/fonts/done $(call stale,$(printed),$(of-book))
	@sh generator/setup.sh -look $(for-book)
	@$(foreach package,$(rare),sh generator/setup.sh $(package) || $(no-rare);)
	@$(handbook) book 9>&- # a browser that outlives it must not keep the turn, see turn.sh

check: $(handbook) ## Say everything that is wrong with the list
	@$(handbook) check

proof: $(handbook) ## Show that the list accounts for the official text
	@$(handbook) proof

pages: $(handbook) ## Write the Markdown pages of the list to content/
	@$(handbook) pages

portal: all ## Check the site against the rules for government portals
	@$(handbook) portal

package: all ## Put the site into one zip for the web desk, in dist/; what proof does not cover, with unproved=yes
	@$(handbook) package $(if $(unproved),-unproved)

verify: $(handbook) ## Compare a published copy with the site built here: make verify in=FOLDER or in=ADDRESS
	@$(handbook) verify $(if $(in),-in "$$in")

serve: $(handbook) $(hugo) ## Preview on http://localhost:1313/, following changes of the list and the theme
	@$(handbook) serve

# A program is written beside the old one, which another make may be running, and takes its place whole.
alone := $(if $(shell command -v flock),flock $(build)/bin)
$(handbook): $(call stale,$(handbook),generator go.mod go.sum -type f ! -name '*_test.go' ! -path '*/testdata/*') \
		$(call empty,$(handbook))
	@echo "compiling the generator"
	@mkdir -p $(@D)
	@$(alone) sh -c '$(GO) build -trimpath -o $@.new ./generator && mv $@.new $@'

# Other people's programs are pinned in modules of their own, below generator/tools.
tools := generator/tools
$(hugo): $(tools)/hugo/go.mod $(tools)/hugo/go.sum $(call empty,$(hugo))
	@echo "compiling Hugo: 100 MB of sources to fetch, and some minutes, the first time only"
	@mkdir -p $(@D)
	@$(alone) sh -c "$(GO) build -C $(<D) -trimpath -ldflags '-s -w' -o ../../../$@.new github.com/gohugoio/hugo \
		&& mv $@.new $@"

$(staticcheck): $(tools)/staticcheck/go.mod $(tools)/staticcheck/go.sum $(call empty,$(staticcheck))
	@echo "compiling staticcheck"
	@mkdir -p $(@D)
	@$(alone) sh -c "$(GO) build -C $(<D) -trimpath -o ../../../$@.new honnef.co/go/tools/cmd/staticcheck \
		&& mv $@.new $@"

vet: $(staticcheck) ## Have go vet and staticcheck read the generator's code
	@$(GO) vet ./generator/...
	@$(staticcheck) ./generator/...

# The tests' own make is no part of this one.
run-tests = env -u MAKEFLAGS -u MAKELEVEL $(GO) run ./generator/runtests

quick: vet site $(build)/node/done ## Run every test that needs no browser, in a minute
	@$(run-tests) -short 9>&-

test: vet all checkers $(build)/node/done $(build)/engines/done ## Run every test, those in real browsers among them
	@$(run-tests) 9>&-

fuzz: ## Look for input that breaks a parser or an escape, a minute each
	@for target in $$(grep -rho 'func Fuzz[A-Za-z]*' generator --include='*_test.go' | cut -c6- | sort -u); do \
		folder=$$(dirname $$(grep -rl "func $$target(" generator --include='*_test.go')); \
		$(GO) test ./$$folder -run '^$$' -fuzz "^$$target$$" -fuzztime 60s || exit 1; \
	done

bench: site ## Measure the build against bare Hugo, for one town and twelve
	@$(GO) test ./generator/... -run '^$$' -bench . -benchtime 1x -count 3

screenshot: site ## Make the README's picture anew
	@$(GO) run ./generator/browser/screenshot -o themes/handbook/images/screenshot.png public/kuiyibage/joint/028.html

browser: ## Install a browser for tests and book, where there is none
	@sh generator/setup.sh -look chromium

checkers: ## Install what the tests use, where there is none
	@sh generator/setup.sh -look $(for-tests)

# What the lock file beside it names, whatever the user's npm is set to leave out or to put elsewhere.
npm = npm ci --global=false --dry-run=false --omit= --no-fund --no-audit --loglevel error

# The fonts of the book, by the versions of a lock file.
$(build)/fonts/done: generator/book/fonts/package.json generator/book/fonts/package-lock.json
	@sh generator/setup.sh -look npm
	@mkdir -p $(build)/fonts
	@cp $^ $(build)/fonts
	@echo "fetching the fonts of the book: 156 MB"
	@cd $(build)/fonts && $(npm)
	@touch $@

# The checkers that the tests of the built site need; the product itself needs no Node.
$(build)/node/done: generator/built/package.json generator/built/package-lock.json
	@sh generator/setup.sh -look npm
	@mkdir -p $(build)/node
	@cp $^ $(build)/node
	@echo "fetching the checkers of the tests: 5 MB"
	@cd $(build)/node && $(npm)
	@touch $@

# Chromium 66 and 78, for phones that get no other; they know only the fonts that stand in their folder.
engines := generator/built/engines
$(build)/engines/done: $(engines)/package.json $(engines)/package-lock.json $(engines)/unpack.mjs
	@sh generator/setup.sh -look chromium npm
	@mkdir -p $(build)/engines/fonts
	@cp $(filter %.json,$^) $(build)/engines
	@echo "fetching Chromium 66 and 78 for the tests: 75 MB"
	@cd $(build)/engines && $(npm) --ignore-scripts --legacy-peer-deps
	@for name in chromium-66 chromium-78; do \
		node $(engines)/unpack.mjs $(build)/engines/node_modules/$$name/bin/chromium.br $(build)/engines/$$name \
			|| exit 1; \
	done
	@for weight in Regular Bold; do \
		ln -sf "$$(fc-match -f '%{file}' "Noto Sans CJK SC:style=$$weight")" $(build)/engines/fonts; \
	done
	@rm -rf $(build)/engines/node_modules
	@touch $@

engines: all checkers $(build)/engines/done ## Walk the site in old and other engines; pictures in .build/engines/shots
	@$(GO) test ./generator/built -count 1 -run 'TestEngines$$' -shots

lighthouse: site $(build)/lighthouse/done ## Have Lighthouse judge a page of each kind, on phone and desk: 3 minutes
	@node generator/built/lighthouse/run.mjs public "$$PWD/$(build)/lighthouse/node_modules"

$(build)/lighthouse/done: generator/built/lighthouse/package.json generator/built/lighthouse/package-lock.json
	@sh generator/setup.sh -look npm
	@mkdir -p $(build)/lighthouse
	@cp $^ $(build)/lighthouse
	@echo "fetching Lighthouse"
	@cd $(build)/lighthouse && $(npm)
	@touch $@

clean: ## Remove what the build made, but not content/
	rm -rf $(build) dist
	find public -mindepth 1 ! -name .gitkeep -delete

help: ## Name the targets
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/    make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 24
endif
