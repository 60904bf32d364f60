package main

import (
	"runtime/debug"
	"testing"
)

func TestBuildVersion(t *testing.T) {
	revision := debug.BuildSetting{Key: "vcs.revision", Value: "0123abc"}
	for want, build := range map[string]*debug.BuildInfo{
		"devel":          nil,
		"v1.0.0":         {Main: debug.Module{Version: "v1.0.0"}},
		"devel 0123abc":  {Main: debug.Module{Version: "(devel)"}, Settings: []debug.BuildSetting{revision}},
		"devel modified": {Settings: []debug.BuildSetting{{Key: "vcs.modified", Value: "true"}}},
		"v1.0.1 0123abc": {Main: debug.Module{Version: "v1.0.1"}, Settings: []debug.BuildSetting{revision,
			{Key: "vcs.modified", Value: "false"}}},
	} {
		if got := buildVersion(build); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}
