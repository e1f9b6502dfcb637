// Checks heads, proofs and tiles with the packages note and tlog of Go's x/mod/sumdb: one JSON question a line in, "ok" or
// the reason a line out.
package main

import (
	"bufio"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

type question struct {
	Key        string   // of the log, one line
	Checkpoint string   // a signed note
	Entry      string   // base64; empty where consistency is asked
	Index      int64    // of the entry
	Older      string   // the text of an older head, whose beginning this tree must be
	Proof      []string // base64
	TilePath   string   // or: the name of a tile as Go makes it
	Level      int
	TileIndex  int64
	Width      int
}

func main() {
	lines := bufio.NewScanner(os.Stdin)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		var q question
		err := json.Unmarshal(lines.Bytes(), &q)
		if err == nil {
			err = answer(q)
		}
		if err != nil {
			fmt.Println(strings.ReplaceAll(err.Error(), "\n", " "))
		} else {
			fmt.Println("ok")
		}
	}
}

func answer(q question) error {
	if q.TilePath != "" {
		path := tlog.Tile{H: 8, L: q.Level, N: q.TileIndex, W: q.Width}.Path()
		if path != strings.Replace(q.TilePath, "tile/", "tile/8/", 1) {
			return errors.New(path)
		}
		return nil
	}
	verifier, err := note.NewVerifier(q.Key)
	if err != nil {
		return err
	}
	opened, err := note.Open([]byte(q.Checkpoint), note.VerifierList(verifier))
	if err != nil {
		return err
	}
	tree, err := head(opened.Text)
	if err != nil {
		return err
	}
	proof, err := hashes(q.Proof)
	if err != nil {
		return err
	}
	if q.Older != "" {
		older, err := head(q.Older)
		if err != nil {
			return err
		}
		return tlog.CheckTree(tlog.TreeProof(proof), tree.N, tree.Hash, older.N, older.Hash)
	}
	entry, err := base64.StdEncoding.DecodeString(q.Entry)
	if err != nil {
		return err
	}
	return tlog.CheckRecord(tlog.RecordProof(proof), tree.N, tree.Hash, q.Index, tlog.RecordHash(entry))
}

func head(text string) (tlog.Tree, error) {
	lines := strings.Split(text, "\n")
	if len(lines) < 4 {
		return tlog.Tree{}, errors.New("no head")
	}
	size, err := strconv.ParseInt(lines[1], 10, 64)
	if err != nil {
		return tlog.Tree{}, err
	}
	hash, err := tlog.ParseHash(lines[2])
	return tlog.Tree{N: size, Hash: hash}, err
}

func hashes(texts []string) ([]tlog.Hash, error) {
	var found []tlog.Hash
	for _, text := range texts {
		hash, err := tlog.ParseHash(text)
		if err != nil {
			return nil, err
		}
		found = append(found, hash)
	}
	return found, nil
}
