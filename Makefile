# The handbook, from the list to the published folder. The flow has one direction:
#
#   data/ ──check, pages──▶ content/ ──hugo──▶ .build/html ──offline, finish──▶ public/
#     └────────book────────▶ .build/book, dist/ ──┘
#
# `make` does it all, set-up included; `make help` names the rest.

GO       ?= go
build    := .build
hugo     := $(build)/bin/hugo
handbook := $(build)/bin/handbook
sources  := $(shell find generator -name '*.go' ! -name '*_test.go')

# The site must build without a warning: a page printed twice, a template nobody uses, a missing translation are mistakes.
gates := --panicOnWarning --printPathWarnings --printUnusedTemplates --printI18nWarnings

# A mistake in a template can make Hugo wait for ever; a build takes a second.
limit := $(if $(shell command -v timeout),timeout --foreground 120)

# Hugo says nothing when all is well. When it is not, it runs again to say what: --quiet keeps that back, too.
render = $(limit) $(hugo) --config themes/hugo.toml,$(build)/portal.json$(with) --destination $(build)/html --cacheDir "$(CURDIR)/$(build)/hugo" --noBuildLock

# Nothing here needs a C compiler.
export CGO_ENABLED := 0

.DEFAULT_GOAL := all
.PHONY: all site book check proof pages serve test fuzz bench screenshot browser portal package verify checkers engines lighthouse clean help

# Where the book cannot be made, the site is published without it, and make says so in the end.
all: ## Build the handbook: the site in public/, with the bound book, and the books for print in dist/
	@if $(MAKE) --no-print-directory book; then $(MAKE) --no-print-directory site with=,themes/book.toml; \
	else $(MAKE) --no-print-directory site && echo "make: the site is published, without the book" >&2; exit 1; fi

site: $(handbook) $(hugo) ## Build the site alone, with Go and nothing else; what the book adds is left out
	@$(handbook) pages $(if $(with),-letters $(build)/fonts/node_modules)
	@rm -rf $(build)/html
	@$(render) --quiet $(gates) || { $(render) $(gates); exit 1; }
	@$(handbook) offline
	@$(handbook) finish

book: $(build)/book/done ## Print the bound book; needs Chromium, which make installs on Debian
$(build)/book/done: $(handbook) $(build)/fonts/done $(shell find data themes/handbook/book -type f)
	@sh generator/setup.sh chromium qpdf kai
	@$(handbook) book
	@touch $@

check: $(handbook) ## Say everything that is wrong with the list
	@$(handbook) check

proof: $(handbook) ## Show that the list accounts for the official text
	@$(handbook) proof

pages: $(handbook) ## Write the Markdown pages of the list to content/
	@$(handbook) pages

portal: all ## Hold the site against what inspections of government sites ask for
	@$(handbook) portal

package: all ## Put the site into one zip for the county's web desk, in dist/
	@$(handbook) package

verify: $(handbook) ## Hold a published copy against the site built here: make verify in=FOLDER or in=ADDRESS
	@$(handbook) verify $(if $(in),-in '$(in)')

serve: $(handbook) $(hugo) ## Preview on http://localhost:1313/, following changes of the list and the theme
	@$(handbook) serve

$(handbook): $(sources) go.mod go.sum
	$(GO) build -trimpath -o $@ ./generator

# Hugo is compiled from the version that go.mod pins: some minutes the first time, nothing after.
$(hugo): go.mod go.sum
	$(GO) build -trimpath -ldflags '-s -w' -o $@ github.com/gohugoio/hugo
	@touch $@

test: all checkers $(build)/node/done $(build)/engines/done ## Run every test: the generator's, the built site's, a real browser's
	@$(GO) vet ./generator/...
	@$(GO) test $(filter-out %/built %/book,$(shell $(GO) list ./generator/...))
	@$(GO) test -timeout 40m -p 1 ./generator/book ./generator/built # one browser at a time

fuzz: ## Look for input that breaks a parser or an escape, a minute each
	@for target in $$(grep -rho 'func Fuzz[A-Za-z]*' generator --include='*_test.go' | cut -c6- | sort -u); do \
		folder=$$(dirname $$(grep -rl "func $$target(" generator --include='*_test.go')); \
		$(GO) test ./$$folder -run '^$$' -fuzz "^$$target$$" -fuzztime 60s || exit 1; \
	done

bench: site ## Measure the build against bare Hugo, for one town and twelve
	@$(GO) test ./generator/... -run '^$$' -bench . -benchtime 1x -count 3

screenshot: site browser ## Make the README's picture anew
	@$(GO) run ./generator/browser/screenshot -o themes/handbook/images/screenshot.png public/kuiyibage/joint/028.html

browser: ## Install a browser for tests and book, where there is none
	@sh generator/setup.sh chromium

checkers: $(build)/engines/done ## Install what the tests use, where there is none
	@sh generator/setup.sh chromium nginx apache2 mutool zbarimg qpdf kai npm firefox webkit xvfb

# The fonts of the book, by the versions of a lock file.
$(build)/fonts/done: generator/book/fonts/package.json generator/book/fonts/package-lock.json
	@sh generator/setup.sh npm
	@mkdir -p $(build)/fonts
	@cp $^ $(build)/fonts
	@cd $(build)/fonts && npm ci --no-fund --no-audit --loglevel error
	@touch $@

# The checkers that the tests of the built site need; the product itself needs no Node.
$(build)/node/done: generator/built/package.json generator/built/package-lock.json
	@sh generator/setup.sh npm
	@mkdir -p $(build)/node
	@cp $^ $(build)/node
	cd $(build)/node && npm ci --no-fund --no-audit --loglevel error
	@touch $@

# Chromium 66 and 78, for phones that get no other; they know only the fonts that stand in their folder.
engines := generator/built/engines
$(build)/engines/done: $(engines)/package.json $(engines)/package-lock.json $(engines)/unpack.mjs
	@sh generator/setup.sh chromium npm
	@mkdir -p $(build)/engines/fonts
	@cp $(filter %.json,$^) $(build)/engines
	cd $(build)/engines && npm ci --ignore-scripts --legacy-peer-deps --no-fund --no-audit --loglevel error
	@for name in chromium-66 chromium-78; do \
		node $(engines)/unpack.mjs $(build)/engines/node_modules/$$name/bin/chromium.br $(build)/engines/$$name || exit 1; \
	done
	@for weight in Regular Bold; do \
		ln -sf "$$(fc-match -f '%{file}' "Noto Sans CJK SC:style=$$weight")" $(build)/engines/fonts; \
	done
	@rm -rf $(build)/engines/node_modules
	@touch $@

engines: all checkers ## Walk the site in old and other engines, and leave their pictures in .build/engines/shots
	@$(GO) test ./generator/built -count 1 -run 'TestEngines$$' -shots

lighthouse: site browser $(build)/lighthouse/done ## Have Lighthouse judge a page of each kind, on a phone and on a desk: 3 minutes
	@node generator/built/lighthouse/run.mjs public "$(CURDIR)/$(build)/lighthouse/node_modules"

$(build)/lighthouse/done: generator/built/lighthouse/package.json generator/built/lighthouse/package-lock.json
	@sh generator/setup.sh npm
	@mkdir -p $(build)/lighthouse
	@cp $^ $(build)/lighthouse
	cd $(build)/lighthouse && npm ci --no-fund --no-audit --loglevel error
	@touch $@

clean: ## Remove what the build made, but not content/
	rm -rf $(build) dist
	find public -mindepth 1 ! -name .gitkeep -delete

help: ## Name the targets
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/    make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 24
