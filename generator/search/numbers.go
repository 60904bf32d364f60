package search

// appendNumber writes a number from 0 in base 46, the last digit first; one that is not the last has the second half of
// the signs.
func appendNumber(b []byte, n int) []byte {
	const base = (len(signs) - 1) / 2
	for ; n >= base; n /= base {
		b = append(b, signs[1+base+n%base])
	}
	return append(b, signs[1+n])
}

// appendRising writes numbers that rise, each as the steps from what would follow the one before.
func appendRising(b []byte, numbers []int) []byte {
	next := 0
	for _, n := range numbers {
		b = appendNumber(b, n-next)
		next = n + 1
	}
	return b
}

// appendAny writes numbers as appendRising does, but a step may lead back: an even number is twice the steps forward,
// an odd one twice those back, less one.
func appendAny(b []byte, numbers []int) []byte {
	next := 0
	for _, n := range numbers {
		step := 2 * (n - next)
		if step < 0 {
			step = -step - 1
		}
		b = appendNumber(b, step)
		next = n + 1
	}
	return b
}
