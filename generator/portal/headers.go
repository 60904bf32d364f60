package portal

import "embed"

// Headers holds what the web servers are to be told: nginx.conf, apache.htaccess and web.config, below headers/.
//
//go:embed headers
var Headers embed.FS
