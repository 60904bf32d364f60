package portal

import (
	"bytes"
	"encoding/json"

	"handbook/generator/disk"
)

// params is what the theme is told, as parameters of Hugo. What is not given is left out: the theme then writes
// nothing.
type params struct {
	Every     []tag   `json:"every,omitempty"`
	Column    []tag   `json:"column,omitempty"`
	Content   []tag   `json:"content,omitempty"`
	Footer    []line  `json:"footer,omitempty"`
	Published string  `json:"published,omitempty"`
	Source    string  `json:"source,omitempty"`
	Address   string  `json:"address,omitempty"` // ends with a slash
	Hotline   string  `json:"hotline,omitempty"`
	Above     *string `json:"above,omitempty"` // the header. Absent: the theme's own; "": none; else HTML
	Below     *string `json:"below,omitempty"` // the footer, likewise
}

type tag struct {
	Name    string `json:"name"`
	Content string `json:"content"`
}

// A line of the footer: "name：text", the text a link where it has an address. Without a text the name is the link.
type line struct {
	Name    string `json:"name,omitempty"`
	Text    string `json:"text,omitempty"`
	Address string `json:"address,omitempty"`
}

// Where the records can be looked up; both registries ask for the link.
const (
	icpRegistry    = "https://beian.miit.gov.cn/"
	policeRegistry = "https://beian.mps.gov.cn/#/query/webSearch?code="
)

// Params returns a configuration file for Hugo, to be given beside the theme's own. Equal configurations give equal
// bytes.
func (c Config) Params() []byte {
	p := params{
		Published: c.Value("content.published"), Source: c.Value("content.source"),
		Address: c.Value("site.address"), Hotline: c.Value("site.hotline"),
		Above: c.Header.param(), Below: c.Footer.param(),
	}
	for _, s := range settings {
		value := c.values[s.key]
		if value == "" {
			continue
		}
		switch s.scope {
		case everyPage:
			p.Every = append(p.Every, tag{s.tag, value})
		case onColumns:
			p.Column = append(p.Column, tag{s.tag, value})
		case onContent:
			p.Content = append(p.Content, tag{s.tag, value})
		}
	}
	for _, key := range footerKeys {
		if value := c.values[key]; value != "" {
			p.Footer = append(p.Footer, settingOf(key).line(value))
		}
	}
	var out bytes.Buffer
	encoder := json.NewEncoder(&out)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	encoder.Encode(map[string]any{"params": map[string]any{"portal": p}}) // of strings: cannot fail
	return out.Bytes()
}

// line is a value as the footer shows it.
func (s setting) line(value string) line {
	switch s.key {
	case "footer.icp":
		return line{Text: value, Address: icpRegistry}
	case "footer.police":
		return line{Text: value, Address: policeRegistry + policeForm.FindStringSubmatch(value)[1]}
	case "footer.mark", "footer.report":
		return line{Name: s.name, Address: value}
	}
	return line{Name: s.name, Text: value}
}

func (f Frame) param() *string {
	switch f.Kind {
	case None:
		return new("")
	case Given:
		return new(f.HTML)
	}
	return nil
}

// WriteParams writes the parameters to a file, unless it holds them already.
func (c Config) WriteParams(file string) error {
	_, err := disk.Update(file, c.Params())
	return err
}
