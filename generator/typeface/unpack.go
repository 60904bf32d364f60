package typeface

import "encoding/binary"

// Unpack returns a font that is packed as WOFF as the TrueType file that it was, for programs that draw its characters.
// Another font is returned as it is.
func Unpack(data []byte) ([]byte, error) {
	// Bytes: of the file's head, and of a table's entry in each of the two forms.
	const header, packed, plain = 44, 20, 16
	if !begins(data, "wOFF") {
		return data, nil
	}
	if len(data) < header {
		return nil, errShort
	}
	count := int(binary.BigEndian.Uint16(data[12:]))
	if len(data) < header+packed*count {
		return nil, errShort
	}
	out := make([]byte, 12+plain*count)
	copy(out, data[4:8])
	binary.BigEndian.PutUint16(out[4:], uint16(count))
	for i := range count {
		from, to := data[header+packed*i:], 12+plain*i
		content, err := table(data, string(from[:4]))
		if err != nil {
			return nil, err
		}
		copy(out[to:], from[:4])
		copy(out[to+4:], from[16:20]) // its checksum
		binary.BigEndian.PutUint32(out[to+8:], uint32(len(out)))
		binary.BigEndian.PutUint32(out[to+12:], uint32(len(content)))
		out = append(out, content...)
		out = append(out, make([]byte, -len(content)&3)...) // tables begin at multiples of four
	}
	return out, nil
}
