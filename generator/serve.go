package main

import (
	"context"

	"handbook/generator/hugo"
	"handbook/generator/serve"
)

func serveCommand() command {
	flags := newFlags("serve")
	var o pagesOptions
	o.declare(flags)
	var program string
	hugoFlag(flags, &program)
	at := port(1313)
	flags.Var(&at, "port", "Serve on port `N` of this computer.")
	return command{
		flags:   flags,
		summary: "Preview the site in a browser, and follow changes of the list.",
		details: "Open http://localhost:1313/ and edit the list or the theme: the browser shows the change. While " +
			"the list has errors, they are printed, and the last good pages stay. Ctrl-C ends the preview.",
		examples: []string{"handbook serve", "handbook serve -port 8080"},
		run:      func(s streams, _ []string) error { return runServe(s, o, program, int(at)) },
	}
}

func runServe(s streams, o pagesOptions, program string, port int) error {
	ctx, stop := untilStopped()
	defer stop()
	update := func() error { return runPages(s, o) }
	if err := update(); err != nil {
		return err
	}
	site := hugo.Config{Program: program, Portal: o.portal, Content: o.content, Output: s.stderr}
	return serve.Run(ctx, serve.Config{
		Data: o.data, Update: update, Output: s.stderr,
		Serve: func(ctx context.Context) error { return site.Serve(ctx, port) },
	})
}
