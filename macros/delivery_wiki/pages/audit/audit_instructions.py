"""The instructions in an audit bundle: how to check it with tools that every system has, and without ours.

Each block of commands runs as it stands in the unpacked folder; a test does so.
"""

from __future__ import annotations

OPENING = """\
# Audit bundle: {title}

Everything that was issued for signature in the project `{slug}`, everything that was signed, and what is needed to
check it. No network, no forge and no program of the vendor is needed, only `sha256sum`, `ssh-keygen` (OpenSSH 8.9 or
newer) and `python3` with what it brings. On macOS, `shasum -a 256` takes the place of `sha256sum`.

| File | Holds |
| --- | --- |
| `issued/NAME-rN/content.json` | what was signed: each clause as text, pinned versions, the files it was made from |
| `issued/NAME-rN/document.pdf` | the PDF that was issued with it |
| `sign-offs/DIGEST.json` | a record each: who, in which role, meaning what, over which content |
| `sign-offs/witness/` | what witnesses attest: that a record was there, and when |
| `sign-offs/returned/` | signed PDFs that came back |
| `answers/DIGEST.json` | an answer about a deliverable each, as it was taken in: who, which outcome, taken in by whom |
| `keys/allowed_signers` | the public keys of signers and witnesses, as `ssh-keygen` reads them |
| `roster.json` | the people whom the records name: role, side, logins, keys, certificates |
| `heads.json` | the records that nothing follows |
| `SHA256SUMS` | the digest of every other file |

Run the blocks below in this folder, in this order. Each says what is wrong by name, and ends with another status
than 0 then.

## 1. Nothing was damaged on the way

```sh
sha256sum --check --strict --quiet SHA256SUMS &&
  ! {{ cut -c 67- SHA256SUMS; find . ! -type d ! -path './statements/*' ! -path ./SHA256SUMS | cut -c 3-; }} |
  sort | uniq -u | grep . && echo "All files are as listed, and there are no others."
```

Whoever changes a file can change this list too. The same repository always gives the same bundle, byte for byte:
compare the digest of the zip file, or of `SHA256SUMS`, with one that reached you by another way.
"""

NO_RECORDS = """
Nobody has signed yet: there are no records, and nothing to check but the issued documents.
"""

NAMES = """
## {number}. Each {thing} is called by the digest of its bytes

```sh
(cd {folder} && for file in *.{suffix}; do echo "${file%.{suffix}}  $file"; done |
  sha256sum --check --strict --quiet) && echo "All names are right."
```
"""

WALK = """
## {number}. Who signed what, over which bytes

The PDF is the one that `content.json` names; the fingerprint is that of the clauses; the record names both; and each
record names the ones before it, so that none can be taken out or put in between. The lines say what each record says.
`roster entry changed since` is no fault: somebody's roles, logins or keys are others today than when they signed.

```sh
python3 -I - <<'END'
import hashlib, json, pathlib

def load(path):
    return json.loads(path.read_bytes())

def sha256(path):
    return hashlib.sha256(path.read_bytes()).hexdigest()

def framed(parts):
    told = [b"delivery-fingerprint-1\\n", b"%d\\n" % len(parts)]
    told += [b"%d:%s" % (len(text.encode()), text.encode()) for part in parts for text in part]
    return hashlib.sha256(b"".join(told)).hexdigest()

def clauses(project, one):
    parts = [("project", project), ("document", one["document"]), ("topic", one.get("topic") or "")]
    parts += [("audience", one["audience"]), ("revision", str(one["revision"]))]
    parts += [("pin " + name, value) for name, value in sorted(one["pins"].items())]
    for clause in one["content"]:
        parts += [("clause", clause["id"]), ("title", clause["title"]), ("text", clause["text"])]
    return parts

def entry(person):
    parts = [("id", person["id"]), ("role", person["role"]), ("party", person["party"])]
    parts += [("signs", role) for role in sorted(person["signs"])]
    parts += [("login " + host, login) for host, login in sorted(person["logins"].items())]
    for key in sorted(person["keys"], key=lambda key: key["key"]):
        parts += [("key", key["key"]), ("from", key["valid_from"]), ("until", key["valid_until"])]
    for one in sorted(person["certificates"], key=lambda one: one["sha256"]):
        parts += [("certificate", one["sha256"]), ("from", one["valid_from"]), ("until", one["valid_until"])]
    return parts

bad = []
roster, heads = load(pathlib.Path("roster.json")), load(pathlib.Path("heads.json"))
people = {person["id"]: person for person in roster["people"]}
issued = {}
for path in sorted(pathlib.Path("issued").glob("*/content.json")):
    one = load(path)
    issued[one["document"], one.get("topic"), one["revision"]] = (path, one)
    if sha256(path.with_name("document.pdf")) != one["pdf"]:
        bad.append(f"{path.with_name('document.pdf')} is not the PDF that was issued")
    if framed(clauses(roster["project"], one)) != one["fingerprint"]:
        bad.append(f"{path} does not have the fingerprint that it names")
records = {path.stem: load(path) for path in sorted(pathlib.Path("sign-offs").glob("*.json"))}
for name, record in sorted(records.items(), key=lambda pair: pair[1]["time"]):
    path, one = issued.get((record["document"], record.get("topic"), record["revision"]), (None, {}))
    if path is None or sha256(path) != record["content"] or one["fingerprint"] != record["fingerprint"]:
        bad.append(f"the record {name} is over other content than what is issued")
    person = people.get(record["person"])
    same = person and framed(entry(person)) == record["roster"]
    print(record["time"], name[:12], person["name"] if person else record["person"], f"({record['role']}),",
          record["meaning"], record["document"], record.get("topic", ""), f"r{record['revision']}",
          f"by {record['channel']}", record.get("conditions", ""), "" if same else "- roster entry changed since")
links = {**heads["left_out"], **{name: record["heads"] for name, record in records.items()}}
followed, waiting = set(), [head for record in records.values() for head in record["heads"]]
while waiting:
    head = waiting.pop()
    if head not in links:
        bad.append(f"the record {head} is gone")
    if head not in followed:
        followed.add(head)
        waiting += links.get(head, [])
found = sorted(set(records) - followed)
if found != heads["heads"]:
    bad.append("the heads are not those of heads.json")
print("Heads, as the audit trail prints them:", *found, sep="\\n  ")
print(*sorted(set(bad)) or ["Content, records and heads fit together."], sep="\\n")
raise SystemExit(bool(bad))
END
```

Compare the heads with an audit trail that was printed earlier: a head that was printed once is still a record here.
"""

SIGNATURES = """
## {number}. Signatures of people and witnesses

A person signs the record without its evidence, a witness its attestation without the signature. The first block writes
down what was signed, the second one has `ssh-keygen` check it: with the time that a witness attests, else with the time
that the record says itself, which proves no date.

```sh
python3 -I - <<'END'
import json, pathlib

def load(folder):
    return {path.stem: json.loads(path.read_bytes()) for path in sorted(pathlib.Path(folder).glob("*.json"))}

folder, jobs, witnesses = pathlib.Path("statements"), [], load("sign-offs/witness")
folder.mkdir(exist_ok=True)
for name, record in load("sign-offs").items():
    evidence = record.pop("evidence")
    if record["channel"] == "ssh":
        times = [one["time"] for one in witnesses.values() if one["record"] == name]
        time = min(times, default=record["time"])
        jobs.append((name, record["person"], "delivery-sign-off", time, record, evidence["signature"]))
for name, one in witnesses.items():
    signature = one.pop("signature")
    jobs.append((name, one["witness"], "delivery-witness", one["time"], one, signature))
lines = []
for name, identity, namespace, time, tree, signature in jobs:
    text = json.dumps(tree, ensure_ascii=False, sort_keys=True, indent=2) + "\\n"
    (folder / (name + ".txt")).write_bytes(text.encode())
    (folder / (name + ".sig")).write_text(signature + "\\n")
    lines.append(f"{name} {identity} {namespace} {time.translate({45: None, 58: None, 84: None, 90: None})}\\n")
(folder / "list").write_text("".join(lines))
END
```

```sh
status=0
while read -r name identity namespace time; do
  if TZ=UTC ssh-keygen -Y verify -f keys/allowed_signers -I "$identity" -n "$namespace" -O "verify-time=$time" \\
    -s "statements/$name.sig" < "statements/$name.txt" > /dev/null 2>&1
  then echo "good  $identity  $namespace  $name"
  else echo "BAD   $identity  $namespace  $name"; status=1
  fi
done < statements/list
(exit $status)
```
"""

RETURNED = """
Where a program signed a PDF, `pdfsig sign-offs/returned/FILE.pdf` (of Poppler) shows who and whether it holds. Such a
PDF begins with the bytes of the issued one, and `certificates` in `roster.json` say whose certificate it is. A scan
proves nothing by itself: nobody but the people who recorded and attested it, as the record says, compared the paper
with what was issued.
"""

CLOSING = """
## What this does not prove

- A record by `review` says what the forge said of an approval; `evidence` names the review. That it was said is
  attested by the witness, if there is one under `sign-offs/witness/`, and can be looked up at the forge.
- A record by `scan`, `mail` or `meeting` is the word of the person who recorded it and of the one who attests it.
- Without an attestation, the time is the signer's own word.
- `roster.json` is today's. Who was allowed to sign when a record was made is what the version history of the
  repository says; a witness has looked at it before attesting.
- Whether a document is current is a question about the project's files of today, which are not part of this bundle.
"""


def render_instructions(
    title: str, slug: str, *, records: bool, signatures: bool, returned: bool, answers: bool = False
) -> str:
    """The text of README.md with the steps that there is something for."""
    steps = [
        _names("record", "sign-offs", "json") if records else "",
        _names("signed PDF that came back", "sign-offs/returned", "pdf") + RETURNED if returned else "",
        _names("answer about a deliverable", "answers", "json") if answers else "",
        WALK,
        SIGNATURES if signatures else "",
    ]
    numbered = enumerate((step for step in steps if step), start=2)
    parts = [OPENING.format(title=title, slug=slug), "" if records else NO_RECORDS]
    return "".join([*parts, *(step.replace("{number}", str(number)) for number, step in numbered), CLOSING])


def _names(thing: str, folder: str, suffix: str) -> str:
    return NAMES.replace("{thing}", thing).replace("{folder}", folder).replace("{suffix}", suffix)
