package main

import (
	"os"
	"strings"
)

// What a failed test printed is shown, what the others printed is not; each package has the line that go test gives it.
func Example() {
	r := report{out: os.Stdout, held: map[string][]string{}}
	r.read(strings.NewReader(`{"Action":"output","Package":"a","Test":"TestGood","Output":"nobody reads this\n"}
{"Action":"pass","Package":"a","Test":"TestGood","Elapsed":0.1}
{"Action":"output","Package":"a","Test":"TestLong","Output":"=== RUN   TestLong\n"}
{"Action":"pass","Package":"a","Test":"TestLong","Elapsed":42.4}
{"Action":"output","Package":"a","Test":"TestElsewhere","Output":"    a_test.go:7: needs a shell\n"}
{"Action":"skip","Package":"a","Test":"TestElsewhere","Elapsed":0}
{"Action":"output","Package":"a","Test":"TestBrowser","Output":"    a_test.go:9: not in a short run: a browser\n"}
{"Action":"skip","Package":"a","Test":"TestBrowser","Elapsed":0}
{"Action":"output","Package":"a","Output":"PASS\n"}
{"Action":"output","Package":"a","Output":"ok  \ta\t43.1s\n"}
{"Action":"pass","Package":"a","Elapsed":43.1}
{"Action":"output","Package":"b","Test":"TestBad","Output":"=== RUN   TestBad\n"}
{"Action":"output","Package":"b","Test":"TestBad","Output":"    b_test.go:3: 1, want 2\n"}
{"Action":"output","Package":"b","Test":"TestBad","Output":"--- FAIL: TestBad (0.00s)\n"}
{"Action":"fail","Package":"b","Test":"TestBad","Elapsed":0}
{"Action":"output","Package":"b","Test":"TestCut","Output":"panic: at the worst moment\n"}
{"Action":"output","Package":"b","Output":"FAIL\tb\t0.2s\n"}
{"Action":"fail","Package":"b","Elapsed":0.2}
{"ImportPath":"c","Action":"build-output","Output":"c.go:1:1: syntax error\n"}
go: not from a test
`))
	println := func(n int, what string) { os.Stdout.WriteString(strings.Repeat("|", n) + " " + what + "\n") }
	println(r.passed, "passed")
	println(r.failed, "failed")
	println(r.skipped, "skipped")
	// Output:
	// TestLong 42 s
	//     TestElsewhere was skipped: needs a shell
	// ok  	a	43.1s
	//     b_test.go:3: 1, want 2
	// --- FAIL: TestBad (0.00s)
	// FAIL	b	0.2s
	// panic: at the worst moment
	// c.go:1:1: syntax error
	// go: not from a test
	// || passed
	// || failed
	// || skipped
}
