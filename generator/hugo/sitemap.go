package hugo

import (
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"handbook/generator/disk"
)

// writeSitemap adds sitemap.xml and robots.txt to the site, if its address is known. Hugo does not: it may have made
// only a part of the site. Left out are the search, the page of what is not there, and the front page of a county's
// only town, for which the county's stands.
func (c Config) writeSitemap(towns []string) error {
	text, err := os.ReadFile(c.Portal)
	if errors.Is(err, fs.ErrNotExist) {
		return nil // no address is known
	} else if err != nil {
		return err
	}
	var settings struct {
		Params struct {
			Portal struct{ Address, Published string }
		}
	}
	if err := json.Unmarshal(text, &settings); err != nil {
		return err
	}
	portal := settings.Params.Portal
	if portal.Address == "" {
		return nil
	}
	leftOut := []string{"404.html", "search.html"}
	if towns == nil {
		head, err := frontMatter(filepath.Join(c.Content, "_index.md"), "folder")
		if err != nil {
			return err
		}
		_, folder, _ := strings.Cut(head, ":")
		leftOut = append(leftOut, strings.Trim(folder, " \"\n")+"/index.html")
	}
	date := ""
	if portal.Published != "" {
		date = "<lastmod>" + strings.Replace(portal.Published, " ", "T", 1) + "+08:00</lastmod>"
	}
	var pages []string
	err = walk(c.Site, func(path, _ string) error {
		if strings.HasSuffix(path, ".html") && !slices.Contains(leftOut, path) {
			pages = append(pages, path)
		}
		return nil
	})
	if err != nil {
		return err
	}
	slices.Sort(pages)
	var b strings.Builder
	b.WriteString(`<?xml version="1.0" encoding="UTF-8"?>` + "\n" +
		`<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">` + "\n")
	for _, page := range pages {
		b.WriteString("<url><loc>" + portal.Address + page + "</loc>" + date + "</url>\n")
	}
	b.WriteString("</urlset>\n")
	if err := disk.WriteFile(filepath.Join(c.Site, "sitemap.xml"), []byte(b.String())); err != nil {
		return err
	}
	robots := "User-agent: *\nAllow: /\nSitemap: " + portal.Address + "sitemap.xml\n"
	return disk.WriteFile(filepath.Join(c.Site, "robots.txt"), []byte(robots))
}
