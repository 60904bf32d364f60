package page

// Generated says whether a file is a page that [Write] wrote, and not one written by hand.
func Generated(file string) (bool, error) { return fileIsGenerated(file) }
