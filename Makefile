# The handbook, from the list to the published folder. The flow has one direction:
#
#   data/ ──check, pages──▶ content/ ──hugo──▶ .build/html ──finish──▶ public/
#
# `make` does it all, set-up included; `make help` names the rest.

GO       ?= go
build    := .build
hugo     := $(build)/bin/hugo
handbook := $(build)/bin/handbook
sources  := $(shell find generator -name '*.go' ! -name '*_test.go')

# The site must build without a warning: a page printed twice, a template nobody uses, a missing translation are mistakes.
gates := --panicOnWarning --printPathWarnings --printUnusedTemplates --printI18nWarnings

# Nothing here needs a C compiler.
export CGO_ENABLED := 0

.DEFAULT_GOAL := all
.PHONY: all site check proof pages serve test fuzz bench screenshot update clean help

all: site ## Build the handbook: the site in public/

site: $(handbook) $(hugo) ## Build the site alone, with Go and nothing else
	@$(handbook) pages
	@$(hugo) --config themes/hugo.toml --destination $(build)/html --cleanDestinationDir --noBuildLock --quiet $(gates)
	@$(handbook) finish

check: $(handbook) ## Say everything that is wrong with the list
	@$(handbook) check

proof: $(handbook) ## Show that the list accounts for the official text
	@$(handbook) proof

pages: $(handbook) ## Write the Markdown pages of the list to content/
	@$(handbook) pages

serve: $(handbook) $(hugo) ## Preview on http://localhost:1313/, following changes of the list and the theme
	@$(handbook) serve

$(handbook): $(sources) go.mod go.sum
	$(GO) build -trimpath -o $@ ./generator

# Hugo is compiled from the version that go.mod pins: some minutes the first time, nothing after.
$(hugo): go.mod go.sum
	$(GO) build -trimpath -ldflags '-s -w' -o $@ github.com/gohugoio/hugo
	@touch $@

clean: ## Remove what the build made, but not content/
	rm -rf $(build) dist
	find public -mindepth 1 ! -name .gitkeep -delete

help: ## Name the targets
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/    make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 24
