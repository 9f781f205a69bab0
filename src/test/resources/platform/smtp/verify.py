# Verifies every DKIM signature of the message on standard input against the records in argv[1].
import json, sys
import dkim

records = {name.encode() + b".": text.encode() for name, text in json.load(open(sys.argv[1])).items()}
message = sys.stdin.buffer.read()
verifier = dkim.DKIM(message)
count = sum(1 for name, _ in verifier.headers if name.lower() == b"dkim-signature")
verdicts = [verifier.verify(idx=i, dnsfunc=lambda name, timeout=5: records.get(name)) for i in range(count)]
print(" ".join(str(v) for v in verdicts))
