"""Prints the mutation score of each file, and where a change went unnoticed."""
import json
import sys
from collections import Counter

NOTICED, UNNOTICED = ("Killed", "Timeout"), ("Survived", "NoCoverage")


def score(mutants):
    count = Counter(mutant["status"] for mutant in mutants)
    noticed = sum(count[status] for status in NOTICED)
    return noticed, noticed + sum(count[status] for status in UNNOTICED)


with open(sys.argv[1], encoding="utf-8") as file:
    files = {name: entry for name, entry in json.load(file)["files"].items() if score(entry["mutants"])[1]}

for name, entry in sorted(files.items()):
    lines = entry["source"].splitlines()
    for mutant in entry["mutants"]:
        if mutant["status"] in UNNOTICED:
            start = mutant["location"]["start"]["line"]
            print(f"{name}:{start}: {mutant['status']}, {mutant['mutatorName']}: {lines[start - 1].strip()}  →  {mutant.get('replacement', '').strip()[:120]}")

print()
for name, entry in sorted(files.items()):
    noticed, all_of_them = score(entry["mutants"])
    print(f"{100 * noticed / all_of_them:5.1f} %  {noticed:4} of {all_of_them:4}  {name}")
noticed, all_of_them = score([mutant for entry in files.values() for mutant in entry["mutants"]])
print(f"{100 * noticed / all_of_them:5.1f} %  {noticed:4} of {all_of_them:4}  together")
